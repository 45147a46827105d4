package io.reelway.image.heif;

import io.reelway.image.Canvas;
import io.reelway.image.colour.Colours;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The items of a HEIF file. One of them is the main image. */
public final class HeifItems {
  static final HeifItems NONE = new HeifItems();

  private static final Set<String> ALPHA =
      Set.of(
          "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
          "urn:mpeg:hevc:2015:auxid:1",
          "urn:mpeg:avc:2015:auxid:1");

  /**
   * The maximum number of items that are read. Real files have a few thousand at most, one for each
   * tile.
   */
  private static final int MOST = 10_000;

  /** The memory in bytes that one list entry takes. */
  private static final int REFERENCE = 8;

  /** Item types by id, in the order of the file. */
  private final Map<Long, String> types = new LinkedHashMap<>();

  private final ItemReferences references = new ItemReferences();
  private final Map<Long, List<Box>> properties = new HashMap<>();

  /** The alpha item of each item that has one. */
  private final Map<Long, Long> alphas = new HashMap<>();

  private long primary;

  private HeifItems() {}

  public static HeifItems read(Box meta) throws IOException {
    HeifItems items = new HeifItems();
    for (Box box : meta.insideFull().all()) {
      switch (box.type()) {
        case "pitm" -> items.primary = box.content().number(4, box.version() == 0 ? 2 : 4);
        case "iinf" -> items.takeTypes(box);
        case "iref" -> items.references.add(box);
        case "iprp" -> items.takeProperties(box);
        default -> {}
      }
    }
    items.findAlphas();
    return items;
  }

  private void takeTypes(Box iinf) throws IOException {
    for (Box infe : entries(iinf)) {
      int at = typeOffset(infe);
      types.put(infe.content().number(4, at - 6), infe.content().name(at));
    }
  }

  private void takeProperties(Box iprp) throws IOException {
    Boxes inside = iprp.inside();
    Optional<Box> container = inside.first("ipco");
    if (container.isEmpty()) {
      return;
    }
    List<Box> all = container.get().inside().all();
    for (Box ipma : inside.all("ipma")) {
      takeAssociations(ipma, all);
    }
  }

  private void takeAssociations(Box ipma, List<Box> all) throws IOException {
    Bytes content = ipma.content();
    int idLength = ipma.version() == 0 ? 2 : 4;
    boolean wide = (ipma.flags() & 1) != 0;
    long entries = content.u32(4);
    long at = 8;
    for (long entry = 0; entry < entries && properties.size() < MOST; entry++) {
      content.budget().entry();
      List<Box> found = new ArrayList<>();
      properties.putIfAbsent(content.number(at, idLength), found);
      int count = content.u8(at + idLength);
      at += idLength + 1;
      for (int i = 0; i < count; i++) {
        int index = wide ? content.u16(at) & 0x7fff : content.u8(at) & 0x7f;
        at += wide ? 2 : 1;
        if (index >= 1 && index <= all.size()) {
          content.budget().keep(REFERENCE);
          found.add(all.get(index - 1));
        }
      }
    }
  }

  /**
   * Finds the items of some types.
   *
   * @return the position of each item's type in the file, by item id
   */
  public static Map<Long, Long> typePositions(Box meta, Set<String> wanted) throws IOException {
    Map<Long, Long> positions = new LinkedHashMap<>();
    for (Box iinf : meta.insideFull().all("iinf")) {
      for (Box infe : entries(iinf)) {
        int at = typeOffset(infe);
        if (wanted.contains(infe.content().name(at))) {
          positions.put(infe.content().number(4, at - 6), infe.content().position() + at);
        }
      }
    }
    return positions;
  }

  private static List<Box> entries(Box iinf) throws IOException {
    return Boxes.in(iinf.content(), iinf.version() == 0 ? 6 : 8).all("infe");
  }

  /**
   * The offset of the type. It follows version, flags, the id of two or four bytes, and the
   * protection index.
   */
  private static int typeOffset(Box infe) throws IOException {
    return infe.version() == 3 ? 10 : 8;
  }

  /**
   * ffmpeg's names of the items.
   *
   * @param first the number of the first item's stream; empty in a file without tracks
   */
  ItemStreams streams(OptionalInt first) {
    return new ItemStreams(types, references, first);
  }

  /**
   * The colours of the main image, or else of its first tile that has some. An ICC profile takes
   * precedence over {@code nclx}.
   */
  Colours colours() throws IOException {
    for (long item : withTiles(primary)) {
      List<Box> boxes =
          of(item).stream().filter(property -> property.type().equals("colr")).toList();
      for (String form : List.of("prof", "rICC", "nclx")) {
        for (Box box : boxes) {
          if (box.content().says(form, 0)) {
            return HeifColours.read(box.content());
          }
        }
      }
    }
    return new Colours.Srgb();
  }

  private @Nullable PixelCoding coding() throws IOException {
    for (long item : withTiles(primary)) {
      for (Box property : of(item)) {
        Optional<PixelCoding> coding =
            property.type().equals("colr")
                ? PixelCoding.read(property.content())
                : Optional.empty();
        if (coding.isPresent()) {
          return coding.get();
        }
      }
    }
    return null;
  }

  /** The parts of the main image; {@code null} when its structure is not supported. */
  @Nullable HeifComposition layers(ItemStreams streams) throws IOException {
    String colour = streams.name(primary);
    if (colour == null || hasTransparentTiles()) {
      return null;
    }
    List<String> transforms = new ArrayList<>();
    Canvas canvas = canvas();
    if (streams.onlyTile(primary) != null && canvas != null) {
      transforms.add("crop=%d:%d:0:0:exact=1".formatted(canvas.width(), canvas.height()));
    }
    transforms.addAll(HeifTransforms.filters(of(primary)));
    Long alpha = alphas.get(primary);
    return new HeifComposition(
        colour, alpha == null ? null : streams.name(alpha), transforms, coding());
  }

  /** The size of the main image after ffmpeg has cropped it, and before it is rotated. */
  @Nullable Canvas canvas() throws IOException {
    Canvas canvas = null;
    for (Box box : of(primary)) {
      Bytes content = box.content();
      switch (box.type()) {
        case "ispe" -> canvas = Canvas.claimed(content.u32(4), content.u32(8));
        case "clap" -> canvas = cropped(content);
        default -> {}
      }
    }
    return canvas;
  }

  /**
   * Reads the size from a {@code clap} box: two fractions, for width and height. The position of
   * the centre follows them.
   */
  private static @Nullable Canvas cropped(Bytes clap) throws IOException {
    long widthDivisor = Math.max(1, clap.u32(4));
    long heightDivisor = Math.max(1, clap.u32(12));
    return Canvas.claimed(clap.u32(0) / widthDivisor, clap.u32(8) / heightDivisor);
  }

  /** Whether the colours of the main image were multiplied by alpha before they were encoded. */
  boolean premultiplied() {
    return references.isPremultiplied(primary);
  }

  /** Finds the alpha item of each item. If there are several, the first one counts. */
  private void findAlphas() throws IOException {
    for (ItemReferences.Auxiliary auxiliary : references.auxiliaries()) {
      if (isAlpha(auxiliary.item())) {
        auxiliary.to().forEach(item -> alphas.putIfAbsent(item, auxiliary.item()));
      }
    }
  }

  private boolean isAlpha(long item) throws IOException {
    for (Box box : of(item)) {
      if (box.type().equals("auxC")) {
        return namesAlpha(box);
      }
    }
    return false;
  }

  /** Whether an {@code auxC} or {@code auxi} box declares an image as transparency. */
  static boolean namesAlpha(Box auxiliary) throws IOException {
    Bytes content = auxiliary.content();
    if (content.size() <= 4) {
      return false;
    }
    String urn = content.text(4, (int) Math.min(200, content.size() - 4));
    int end = urn.indexOf('\0');
    return ALPHA.contains(end < 0 ? urn : urn.substring(0, end));
  }

  /** Whether each tile has separate transparency, which ffmpeg does not assemble. */
  private boolean hasTransparentTiles() {
    return references.tiles(primary).stream().anyMatch(alphas::containsKey);
  }

  /** The item, followed by the items that it is assembled from, each once. */
  private Set<Long> withTiles(long item) {
    Set<Long> items = new LinkedHashSet<>(List.of(item));
    items.addAll(references.tiles(item));
    return items;
  }

  private List<Box> of(long item) {
    return properties.getOrDefault(item, List.of());
  }
}
