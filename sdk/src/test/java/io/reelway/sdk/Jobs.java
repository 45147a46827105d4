package io.reelway.sdk;

/** Answers to polls. */
final class Jobs {
  static final String ID = "5c3a1b2e-0000-4000-8000-000000000001";
  static final String ROUTE = "/api/media/jobs/" + ID;
  static final String ACCEPTED =
      """
      {"jobId": "%s", "status": "pending", "createdAt": 1741694400000}\
      """
          .formatted(ID);

  private Jobs() {}

  static String pending() {
    return job("pending", "null", "");
  }

  static String processing(String stage, int percent) {
    return job(
        "processing",
        "null",
        """
        , "progress": {"stage": "%s", "percent": %d, "speed": 1.8, "etaSec": 12, "new": true}\
        """
            .formatted(stage, percent));
  }

  static String done(long bytes, String sha256) {
    return job(
        "done",
        "1741694461000",
        """
        , "result": {
            "kind": "video", "strategy": "video-webm-vp9", "contentType": "video/webm",
            "filename": "clip.webm", "outputBytes": %d, "savedBytes": 3888000,
            "savedPercent": 92.57, "inputDurationSec": 30, "outputDurationSec": 29.967,
            "inputWidth": 1920, "inputHeight": 1080, "outputWidth": 720, "outputHeight": 406,
            "sha256": "%s", "encodeSec": 12.5, "aNewMember": [1, {"x": null}]},
          "warnings": ["One."], "expiresAt": 1741694999000,
          "webhook": {"state": "delivered", "attempts": 2, "lastStatus": 200}\
        """
            .formatted(bytes, sha256));
  }

  static String failed(String code) {
    return job(
        "failed",
        "1741694461000",
        """
        , "error": {"message": "A sentence.", "code": "%s"}\
        """
            .formatted(code));
  }

  /** A job with a poster that was made, and sound that could not be made. */
  static String withOutputs(long bytes, String sha256) {
    return done(1, "abc")
        .replace(
            "\"warnings\"",
            """
            "effectiveOptions": {"width": 1400.0, "format": "webm"},
            "outputs": [
              {"name": "poster", "type": "image", "status": "done", "strategy": "image-webp",
               "contentType": "image/webp", "filename": "clip.webp", "bytes": %d, "width": 720,
               "height": 406, "sha256": "%s", "downloadUrl": "http://elsewhere/poster"},
              {"name": "sound", "type": "audio", "status": "failed",
               "error": {"code": "cannot-fit", "message": "A sentence.", "smallestBytes": 9}}],
            "warnings"\
            """
                .formatted(bytes, sha256));
  }

  private static String job(String status, String completedAt, String more) {
    return """
    {"jobId": "%s", "status": "%s", "preset": "web", "filename": "clip.mp4",
     "inputBytes": 4200000, "createdAt": 1741694400000, "updatedAt": 1741694461000,
     "completedAt": %s, "downloadUrl": %s, "somethingNew": {"a": [1]} %s}\
    """
        .formatted(
            ID,
            status,
            completedAt,
            status.equals("done") ? "\"http://elsewhere/output\"" : "null",
            more);
  }
}
