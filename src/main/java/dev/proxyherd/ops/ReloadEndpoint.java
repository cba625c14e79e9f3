package dev.proxyherd.ops;

import dev.proxyherd.peer.Reload;
import dev.proxyherd.settings.UnusableConfigurationException;
import dev.proxyherd.topology.TopologyChange;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * {@code POST /actuator/reload}: reads the configuration files again, and changes the neighbours to
 * those that they name. {@code GET} says what that would change.
 *
 * <p>An endpoint of its own, not a part of {@code herd}: access to an endpoint is granted as a
 * whole, and not everybody who may look may do.
 */
@Endpoint(id = "reload")
final class ReloadEndpoint {
  private static final int UNPROCESSABLE = 422;

  private final Reload reload;

  ReloadEndpoint(Reload reload) {
    this.reload = reload;
  }

  /**
   * Why nothing was changed.
   *
   * @param error what is wrong: key, value, file
   * @param fix what would be right
   */
  record Refusal(String error, String fix) {}

  private interface Operation {
    TopologyChange run() throws UnusableConfigurationException;
  }

  @ReadOperation
  WebEndpointResponse<Object> preview() {
    return answer(reload::preview);
  }

  @WriteOperation
  WebEndpointResponse<Object> reload() {
    return answer(reload::reload);
  }

  private static WebEndpointResponse<Object> answer(Operation operation) {
    try {
      return new WebEndpointResponse<>(operation.run());
    } catch (UnusableConfigurationException e) {
      return refuse(UNPROCESSABLE, String.valueOf(e.getMessage()), e.remedy());
    } catch (Reload.StoppingException e) {
      return refuse(
          WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
          String.valueOf(e.getMessage()),
          "It reads the files when it starts again.");
    }
  }

  private static WebEndpointResponse<Object> refuse(int status, String error, String fix) {
    return new WebEndpointResponse<>(new Refusal(error, fix), status);
  }
}
