package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;

/**
 * A multipart form read once, from front to back, as it arrives. Blocks, so it belongs on a virtual
 * thread; what it has not asked for yet is not read from the network either.
 */
final class MediaForm {
  /** Network buffers that may wait between the connection and the store. */
  private static final int WAITING = 16;

  /**
   * Known fields are fewer than ten. Each part costs the parser as much as a kilobyte of a file, so
   * a form of nothing but empty parts must end early.
   */
  private static final int MOST_PARTS = 100;

  /** Bytes; what the framework allows a text field to have. */
  private static final int LONGEST_VALUE = 256 * 1024;

  private final Iterator<Piece> pieces;
  private int ended;

  /** What fails while the form arrives is the client's connection or its headers, not our store. */
  MediaForm(Flux<PartEvent> events) {
    this.pieces =
        events
            .map(MediaForm::copy)
            .doOnNext(this::count)
            .onErrorMap(
                IllegalArgumentException.class,
                header -> new DecodingException("A header of a part cannot be read", header))
            .onErrorMap(IOException.class, gone -> new AbortedException(gone))
            .toIterable(WAITING)
            .iterator();
  }

  /**
   * The next part, or nothing at the end of the form. The part before it must be read to its end.
   */
  Optional<Part> next() {
    return pieces.hasNext() ? Optional.of(new Part(pieces.next())) : Optional.empty();
  }

  /** Ends the form while it arrives, before the parser sees the parts that follow. */
  private void count(Piece piece) {
    if (ended >= MOST_PARTS) {
      throw new RequestException(
          ErrorCode.INVALID_INPUT,
          "The form has more than " + MOST_PARTS + " parts; send each field once.");
    }
    if (piece.event().isLast()) {
      ended++;
    }
  }

  private static Piece copy(PartEvent event) {
    DataBuffer content = event.content();
    byte[] bytes = new byte[content.readableByteCount()];
    content.read(bytes);
    DataBufferUtils.release(content);
    return new Piece(event, ByteBuffer.wrap(bytes));
  }

  /** One part of the form. */
  final class Part {
    private final PartEvent head;
    private @Nullable Piece piece;

    private Part(Piece first) {
      this.head = first.event();
      this.piece = first;
    }

    /** Empty when the part has none. */
    String name() {
      return Objects.requireNonNullElse(head.headers().getContentDisposition().getName(), "");
    }

    /** The client's name for a file; empty when the part is a text field. */
    Optional<String> filename() {
      return head instanceof FilePartEvent file ? Optional.of(file.filename()) : Optional.empty();
    }

    /** As the client wrote it. */
    String contentType() {
      String type = head.headers().getFirst(HttpHeaders.CONTENT_TYPE);
      return type == null ? "application/octet-stream" : type;
    }

    /**
     * The value of a field, which is read to its end. Some clients send every field as if it were a
     * file; the value is then its content.
     */
    String value() throws IOException {
      if (head instanceof FormPartEvent field) {
        skip();
        return field.value().strip();
      }
      byte[] value = content(Long.MAX_VALUE).readNBytes(LONGEST_VALUE + 1);
      if (value.length > LONGEST_VALUE) {
        throw new RequestException(
            ErrorCode.INVALID_INPUT, "The field " + name() + " is too long.");
      }
      return new String(value, UTF_8).strip();
    }

    /**
     * The content, which fails with {@link RequestException} as soon as it passes the limit.
     *
     * @param limit bytes
     */
    InputStream content(long limit) {
      return new Content(this, limit);
    }

    /** Reads and forgets the rest. */
    private void skip() throws IOException {
      skip(Long.MAX_VALUE);
    }

    /**
     * Reads and forgets the rest, which fails with {@link RequestException} as soon as it passes
     * the limit.
     *
     * @param limit bytes
     * @return the number of bytes
     */
    long skip(long limit) throws IOException {
      return content(limit).transferTo(OutputStream.nullOutputStream());
    }
  }

  private record Piece(PartEvent event, ByteBuffer bytes) {}

  private final class Content extends InputStream {
    private final Part part;
    private final long limit;
    private long read;

    Content(Part part, long limit) {
      this.part = part;
      this.limit = limit;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) {
      Piece current = part.piece;
      while (current != null && !current.bytes().hasRemaining()) {
        current = current.event().isLast() ? null : pieces.next();
        part.piece = current;
      }
      if (current == null) {
        return -1;
      }
      int count = Math.min(length, current.bytes().remaining());
      current.bytes().get(target, start, count);
      read += count;
      if (read > limit) {
        throw new RequestException(
            ErrorCode.TOO_LARGE, "The file is larger than " + new ByteSize(limit) + ".");
      }
      return count;
    }
  }
}
