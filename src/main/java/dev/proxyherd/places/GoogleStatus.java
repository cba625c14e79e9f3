package dev.proxyherd.places;

import org.jspecify.annotations.Nullable;

/** The statuses of Google's Nearby Search, and what the herd says of those that are failures. */
enum GoogleStatus {
  OK(""),
  ZERO_RESULTS(""),
  INVALID_REQUEST(
      "Google Places did not understand the request. Check that herd.places.google.base-url is"
          + " right for herd.places.provider."),
  NOT_FOUND(
      "Google Places did not find what was asked for. Check that herd.places.google.base-url is"
          + " right for herd.places.provider."),
  OVER_QUERY_LIMIT(
      "The Google Places quota is used up. Ask again later, or raise the quota of the key's"
          + " project."),
  OVER_DAILY_LIMIT(
      "The Google Places quota or budget is used up, or billing is off. Check the key's project."),
  REQUEST_DENIED(
      "Google Places refused the key. Check herd.places.google.key, the key's restrictions, and"
          + " that billing and the API that herd.places.provider names are on in its project."),
  UNKNOWN_ERROR(
      "Google Places failed. Ask again; if it lasts, check herd.places.google.base-url and the"
          + " network.");

  /** What to do about it, in whole sentences. */
  final String advice;

  GoogleStatus(String advice) {
    this.advice = advice;
  }

  boolean failed() {
    return this != OK && this != ZERO_RESULTS;
  }

  /** The status of that name, or null: a source is free to invent one. */
  static @Nullable GoogleStatus named(@Nullable String name) {
    for (var status : values()) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    return null;
  }
}
