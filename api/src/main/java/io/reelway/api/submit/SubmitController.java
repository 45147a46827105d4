package io.reelway.api.submit;

import io.reelway.api.keys.Caller;
import io.reelway.api.roles.OnApiRole;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The submit route. */
@OnApiRole
@RestController
final class SubmitController {
  private final SubmissionScheduler scheduler;

  SubmitController(SubmissionScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @PostMapping(path = "/api/media/jobs", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Mono<ResponseEntity<SubmittedBody>> submit(
      @RequestBody Flux<DataBuffer> form,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestHeader HttpHeaders headers) {
    return scheduler.submit(form, caller, headers).map(SubmitController::answer);
  }

  private static ResponseEntity<SubmittedBody> answer(Submitted submitted) {
    SubmittedBody body = SubmittedBody.of(submitted);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(submitted.replayed() ? HttpStatus.OK : HttpStatus.ACCEPTED)
            .location(body.location());
    return (submitted.replayed() ? answer.header(IdempotencyKey.REPLAYED, "true") : answer)
        .body(body);
  }
}
