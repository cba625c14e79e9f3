package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesStatus;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why Google refuses a key, in groups of one remedy. The names are those of {@code
 * google.api.ErrorReason}, which come in a {@code google.rpc.ErrorInfo}.
 */
enum ErrorReason {
  KEY_UNKNOWN(
      PlacesStatus.REQUEST_DENIED,
      "Google does not know the key, or it has expired. Check that herd.places.google.key is a"
          + " whole key, or make a new one.",
      "API_KEY_INVALID",
      "API_KEY_EXPIRED",
      "CREDENTIALS_MISSING"),
  KEY_FOR_OTHER_APIS(
      PlacesStatus.REQUEST_DENIED,
      "The key is restricted to other APIs. Add the API that herd.places.provider names to the"
          + " key's API restrictions.",
      "API_KEY_SERVICE_BLOCKED"),
  KEY_FOR_OTHER_CALLERS(
      PlacesStatus.REQUEST_DENIED,
      "The key is restricted to other callers. A member is a server: restrict the key by IP"
          + " address, and add the address by which this member reaches Google.",
      "API_KEY_IP_ADDRESS_BLOCKED",
      "API_KEY_HTTP_REFERRER_BLOCKED",
      "API_KEY_ANDROID_APP_BLOCKED",
      "API_KEY_IOS_APP_BLOCKED"),
  API_OFF(
      PlacesStatus.REQUEST_DENIED,
      "The API that herd.places.provider names is off in the key's project. Turn it on in the"
          + " Google Cloud console, and wait some minutes; the legacy API cannot be turned on in"
          + " new projects.",
      "SERVICE_DISABLED",
      "SERVICE_NOT_VISIBLE"),
  BILLING_OFF(
      PlacesStatus.REQUEST_DENIED,
      "Billing is off for the key's project. Link a billing account to it in the Google Cloud"
          + " console.",
      "BILLING_DISABLED"),
  PROJECT_OFF(
      PlacesStatus.REQUEST_DENIED,
      "The key's project is suspended, deleted or in disorder. Look at it in the Google Cloud"
          + " console, or use a key of another project.",
      "CONSUMER_INVALID",
      "CONSUMER_SUSPENDED",
      "USER_PROJECT_DENIED",
      "RESOURCE_PROJECT_INVALID",
      "ACCOUNT_STATE_INVALID",
      "GCP_SUSPENDED"),
  POLICY(
      PlacesStatus.REQUEST_DENIED,
      "A policy of the organisation that has the key's project forbids the call. Ask who"
          + " administers it.",
      "SECURITY_POLICY_VIOLATED",
      "LOCATION_POLICY_VIOLATED",
      "LOCATION_TAX_POLICY_VIOLATED",
      "ORG_RESTRICTION_VIOLATION",
      "ORG_RESTRICTION_HEADER_INVALID",
      "RESOURCE_USAGE_RESTRICTION_VIOLATED",
      "USER_BLOCKED_BY_ADMIN"),
  OVER_QUOTA(
      PlacesStatus.OVER_QUERY_LIMIT,
      Advice.on(PlacesStatus.OVER_QUERY_LIMIT),
      "RATE_LIMIT_EXCEEDED",
      "RESOURCE_QUOTA_EXCEEDED",
      "QUOTA_EXCEEDED");

  private final PlacesStatus status;
  private final String advice;
  private final String reasons;

  ErrorReason(PlacesStatus status, String advice, String... reasons) {
    this.status = status;
    this.advice = advice;
    this.reasons = String.join(" ", reasons);
  }

  /** The group of a reason; null for none, and for one that is not known to concern the key. */
  static @Nullable ErrorReason of(@Nullable String reason) {
    if (reason == null) {
      return null;
    }
    return Arrays.stream(values())
        .filter(group -> group.reasons().contains(reason))
        .findFirst()
        // Google adds restrictions from time to time.
        .orElse(reason.startsWith("API_KEY_") ? KEY_FOR_OTHER_CALLERS : null);
  }

  /** Google's names of them. */
  List<String> reasons() {
    return List.of(reasons.split(" "));
  }

  PlacesStatus status() {
    return status;
  }

  String advice() {
    return advice;
  }
}
