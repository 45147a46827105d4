package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;

/** The location of the source of a job. */
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
   * The source is in the store, under the id of its job: uploaded with the request, or fetched.
   *
   * @param contentType the declared content type; a hint for messages only
   */
  record Uploaded(String filename, String contentType, long bytes) implements SourceRef {
    public Uploaded {
      if (bytes < 0) {
        throw new IllegalArgumentException("The size of a source must not be negative: " + bytes);
      }
    }
  }

  /**
   * The source is on a server named by the client, and must be fetched first.
   *
   * @param url URL for a plain GET
   */
  record Remote(URI url, String filename) implements SourceRef {
    /** Always 0, because no byte has arrived. */
    @Override
    public long bytes() {
      return 0;
    }
  }
}
