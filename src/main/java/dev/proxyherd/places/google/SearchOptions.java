package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesConfigurationException;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is asked besides the circle, checked: empty lists and texts are not asked for.
 *
 * @param includedTypes places of any of these types
 * @param excludedTypes and of none of these
 * @param includedPrimaryTypes places whose primary type is one of these
 * @param excludedPrimaryTypes and none of these
 * @param language of names and addresses, BCP 47
 * @param region where the one who asks is, two capital letters
 * @param rank which come first
 */
record SearchOptions(
    List<String> includedTypes,
    List<String> excludedTypes,
    List<String> includedPrimaryTypes,
    List<String> excludedPrimaryTypes,
    String language,
    String region,
    GoogleProperties.Rank rank) {

  private static final String PREFIX = "herd.places.google.";
  private static final String TO_GOOGLE = ", or set herd.places.provider to google.";
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern REGION = Pattern.compile("[A-Za-z]{2}");
  private static final List<String> DEFAULT_FIELDS = List.of("pro");
  private static final int MAX_TYPES = 50;

  /**
   * @throws PlacesConfigurationException for what the API in question would refuse in every call
   */
  static SearchOptions of(GoogleProperties google, boolean legacy) {
    var options =
        new SearchOptions(
            types("included-types", google.includedTypes()),
            types("excluded-types", google.excludedTypes()),
            types("included-primary-types", google.includedPrimaryTypes()),
            types("excluded-primary-types", google.excludedPrimaryTypes()),
            language(google.language().strip()),
            region(google.region().strip()),
            google.rank());
    apart("types", options.includedTypes, options.excludedTypes);
    apart("primary-types", options.includedPrimaryTypes, options.excludedPrimaryTypes);
    if (legacy) {
      unknown("fields", google.fields().equals(DEFAULT_FIELDS) ? "" : google.fields().toString());
      options.refuseWhatTheLegacyApiHasNot();
    }
    return options;
  }

  private void refuseWhatTheLegacyApiHasNot() {
    if (rank == GoogleProperties.Rank.DISTANCE) {
      throw new PlacesConfigurationException(
          PREFIX + "rank",
          "distance",
          "the legacy Nearby Search does not rank by distance within a radius",
          "Set it to popularity" + TO_GOOGLE);
    }
    if (includedTypes.size() > 1) {
      throw new PlacesConfigurationException(
          PREFIX + "included-types",
          includedTypes.toString(),
          "the legacy Nearby Search takes one type",
          "Name one type" + TO_GOOGLE);
    }
    unknown("excluded-types", String.join(",", excludedTypes));
    unknown("included-primary-types", String.join(",", includedPrimaryTypes));
    unknown("excluded-primary-types", String.join(",", excludedPrimaryTypes));
    unknown("region", region);
  }

  private static void unknown(String name, String value) {
    if (!value.isEmpty()) {
      throw new PlacesConfigurationException(
          PREFIX + name,
          "'" + value + "'",
          "the legacy Nearby Search knows nothing of the kind",
          "Leave it out" + TO_GOOGLE);
    }
  }

  private static List<String> types(String name, List<String> types) {
    for (var type : types) {
      if (!TYPE.matcher(type).matches()) {
        throw new PlacesConfigurationException(
            PREFIX + name,
            "'" + type + "'",
            "a type of place is small letters, digits and underscores",
            "Take types from table A of"
                + " https://developers.google.com/maps/documentation/places/web-service/place-types,"
                + " such as cafe or bus_station.");
      }
    }
    if (types.size() > MAX_TYPES) {
      throw new PlacesConfigurationException(
          PREFIX + name,
          "a list of " + types.size(),
          "Google takes no more than " + MAX_TYPES,
          "Name at most " + MAX_TYPES + " types.");
    }
    return List.copyOf(types);
  }

  /** Google refuses a call that both asks for and excludes a type. */
  private static void apart(String name, List<String> included, List<String> excluded) {
    for (var type : included) {
      if (excluded.contains(type)) {
        throw new PlacesConfigurationException(
            PREFIX + "excluded-" + name,
            "'" + type + "'",
            PREFIX + "included-" + name + " asks for the same type",
            "Leave it out of one of them.");
      }
    }
  }

  private static String language(String language) {
    try {
      if (!language.isEmpty()) {
        new Locale.Builder().setLanguageTag(language);
      }
      return language;
    } catch (IllformedLocaleException malformed) {
      throw new PlacesConfigurationException(
          PREFIX + "language",
          "'" + language + "'",
          "it is no BCP 47 language tag",
          "Set it to a language such as de, pt-BR or zh-Hant.");
    }
  }

  private static String region(String region) {
    if (region.isEmpty() || REGION.matcher(region).matches()) {
      return region.toUpperCase(Locale.ROOT);
    }
    throw new PlacesConfigurationException(
        PREFIX + "region",
        "'" + region + "'",
        "a region is two letters",
        "Set it to a CLDR region such as DE or US.");
  }
}
