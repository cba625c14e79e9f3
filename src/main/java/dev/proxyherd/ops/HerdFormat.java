package dev.proxyherd.ops;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** How the herd endpoint answers: as the request's {@code Accept} wants it, else as JSON. */
enum HerdFormat implements Producible<HerdFormat> {
  /** For people. */
  TEXT("text/plain;charset=UTF-8"),
  /** For programs. */
  JSON(MimeTypeUtils.APPLICATION_JSON_VALUE);

  private final String type;

  HerdFormat(String type) {
    this.type = type;
  }

  @Override
  public MimeType getProducedMimeType() {
    return MimeTypeUtils.parseMimeType(type);
  }

  @Override
  public boolean isDefault() {
    return this == JSON;
  }
}
