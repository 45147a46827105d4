package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;

/** Where the source of a job is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SourceRef.Uploaded.class, name = "uploaded"),
  @JsonSubTypes.Type(value = SourceRef.Remote.class, name = "remote")
})
public sealed interface SourceRef {
  /** The client's name for the file; data for display, never a path. */
  String filename();

  /** Its size in bytes; 0 while it has not been fetched. */
  long bytes();

  /**
   * It lies in the store, under the id of its job: it came with the request, or has been fetched.
   *
   * @param contentType the declared content type; a hint for messages only
   */
  record Uploaded(String filename, String contentType, long bytes) implements SourceRef {
    public Uploaded {
      if (bytes < 0) {
        throw new IllegalArgumentException("A source has no fewer bytes than none: " + bytes);
      }
    }
  }

  /**
   * It lies on a server that the client named, and has to be fetched first.
   *
   * @param url where a plain GET fetches it
   */
  record Remote(URI url, String filename) implements SourceRef {
    /** Always 0: no byte of it has arrived. */
    @Override
    public long bytes() {
      return 0;
    }
  }
}
