package dev.proxyherd.http;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * What can be wrong with a request, or with the member that it is made of. Names are part of the
 * API: docs/reference/http.md lists them.
 */
public enum Problem {
  BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
  BAD_CLIENT(HttpStatus.BAD_REQUEST, "No client can have this name"),
  BAD_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter is missing or wrong"),
  BAD_BODY(HttpStatus.BAD_REQUEST, "The body is not what is expected here"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Nobody is known by these credentials"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Whoever asks may not do this"),
  NO_SUCH_PATH(HttpStatus.NOT_FOUND, "There is nothing at this path"),
  UNKNOWN_CLIENT(HttpStatus.NOT_FOUND, "Nobody has told where this client is"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path has no such method"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer comes in no form that is accepted"),
  TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request took too long to arrive"),
  TIME_TOO_FAR_AHEAD(HttpStatus.CONFLICT, "The time is too far ahead of this member's clock"),
  EXPIRED(HttpStatus.CONFLICT, "The time is longer ago than records are kept"),
  PRECONDITION_FAILED(
      HttpStatus.PRECONDITION_FAILED, "The record is not what the request asks for"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
  URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The path is too long"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body has another type than it may"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "More requests than may come"),
  HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The member has failed"),
  NO_ROOM(HttpStatus.SERVICE_UNAVAILABLE, "There is no room for new clients"),
  STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Nothing can be recorded now"),
  NO_MORE_STREAMS(HttpStatus.SERVICE_UNAVAILABLE, "As many streams are open as may be"),
  NOT_NOW(HttpStatus.SERVICE_UNAVAILABLE, "The same may be sent again");

  private static final String PREFIX = "urn:proxy-herd:problem:";

  private final HttpStatus status;
  private final String title;

  Problem(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  public HttpStatus status() {
    return status;
  }

  /** The same for every request. */
  public String title() {
    return title;
  }

  /** The {@code type} of RFC 9457: names the problem, for programs. */
  public String type() {
    return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The problem that a status stands for, where nothing more is known. */
  static Problem of(int status) {
    for (var problem : values()) {
      if (problem.status.value() == status) {
        return problem;
      }
    }
    return status < HttpStatus.INTERNAL_SERVER_ERROR.value() ? BAD_REQUEST : INTERNAL_ERROR;
  }
}
