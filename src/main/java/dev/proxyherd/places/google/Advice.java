package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesStatus;

/** What to do about a failure of Google's, in whole sentences. */
final class Advice {
  private static final String CHECK_URL =
      " Check that herd.places.google.base-url is right for herd.places.provider.";

  private Advice() {}

  static String on(PlacesStatus status) {
    return switch (status) {
      case OK, ZERO_RESULTS -> "";
      case INVALID_REQUEST -> "Google Places did not understand the request." + CHECK_URL;
      case NOT_FOUND -> "Google Places did not find what was asked for." + CHECK_URL;
      case OVER_QUERY_LIMIT ->
          "The Google Places quota is used up. Ask again later, or raise the quota of the key's"
              + " project.";
      case OVER_DAILY_LIMIT ->
          "The Google Places quota or budget is used up, or billing is off. Check the key's"
              + " project.";
      case REQUEST_DENIED ->
          "Google Places refused the key. Check herd.places.google.key, the key's restrictions, and"
              + " that billing and the API that herd.places.provider names are on in its project.";
      case UNKNOWN_ERROR ->
          "Google Places failed. Ask again; if it lasts, check herd.places.google.base-url and the"
              + " network.";
    };
  }
}
