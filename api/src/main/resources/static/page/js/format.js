// Numbers as people read them.
const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 4200000 → {number: '4.0', unit: 'MiB'}. */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  // 1023.5 would round to 1024 of its unit.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return { number: value.toFixed(digits), unit: bytes === 1 ? 'byte' : UNITS[unit] };
}

export function bytes(count) {
  const { number, unit } = size(count);
  return `${number} ${unit}`;
}

/** 92.57 → '93 %'; never '100 %' of something that still has bytes, never '0 %' of a real saving. */
export function percent(value) {
  if (value <= 0) return '0 %';
  if (value < 1) return `${value.toFixed(1)} %`;
  return `${Math.min(99, Math.round(value))} %`;
}

/** Seconds as '12 s', '3 min', '1 h 5 min'. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Seconds as a player shows them: '0:07', '1:02:03'. */
export function clock(seconds) {
  const whole = Math.floor(seconds || 0);
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** count(1, 'file') → '1 file', count(3, 'file') → '3 files'. */
export function count(number, noun) {
  return `${new Intl.NumberFormat('en').format(number)} ${noun}${number === 1 ? '' : 's'}`;
}
