package dev.proxyherd.ops;

import dev.proxyherd.command.ForgetService;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.StoreUnavailableException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code POST /actuator/forget} with {@code {"client": "kiwi"}}: forgets a client in the whole
 * herd.
 */
@Endpoint(id = "forget")
final class ForgetEndpoint {
  private final ForgetService service;

  ForgetEndpoint(ForgetService service) {
    this.service = service;
  }

  /**
   * What was done.
   *
   * @param known whether this member knew where the client was
   * @param time as of when it is forgotten, in POSIX seconds
   */
  record Answer(String client, boolean known, String time) {}

  /** Why nothing was done. */
  record Refusal(String error) {}

  @WriteOperation
  WebEndpointResponse<Object> forget(String client) {
    if (!ForgetService.isName(ByteString.of(client))) {
      return refuse(
          WebEndpointResponse.STATUS_BAD_REQUEST,
          "no client can have this name: it is empty, too long, or has whitespace in it");
    }
    try {
      var forgotten = service.forget(client);
      return new WebEndpointResponse<>(new Answer(client, forgotten.known(), forgotten.time()));
    } catch (StoreUnavailableException e) {
      return refuse(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static WebEndpointResponse<Object> refuse(int status, String reason) {
    return new WebEndpointResponse<>(new Refusal(reason), status);
  }
}
