package io.reelway.api.submit;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;

/** Chooses the reader for the body of a submit. */
final class SubmitBodies {
  private final SubmitFormReader forms;
  private final SubmitJsonReader documents;

  SubmitBodies(SubmitFormReader forms, SubmitJsonReader documents) {
    this.forms = forms;
    this.documents = documents;
  }

  /**
   * The body of a request.
   *
   * @param type multipart/form-data or application/json
   */
  Submission.Body of(InputStream body, MediaType type) throws IOException {
    if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
      return sink -> documents.read(body);
    }
    MediaForm form = new MediaForm(body, type);
    return sink -> forms.read(form, sink);
  }
}
