package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesConfigurationException;
import dev.proxyherd.settings.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields that a call of Places API (New) asks for, and so its price: the dearest field's.
 *
 * @param fields never empty
 */
record FieldMask(Set<PlaceField> fields) {
  static final String PROPERTY = "herd.places.google.fields";

  private static final String PATH = "places.";

  private static final List<PriceClass> TIERS =
      List.of(PriceClass.PRO, PriceClass.ENTERPRISE, PriceClass.ATMOSPHERE);

  FieldMask {
    fields = Set.copyOf(fields);
  }

  /**
   * Reads names of price classes, each of which stands for its fields and those of the cheaper
   * ones, and names of fields, with or without Google's {@code places.} before them.
   *
   * @throws PlacesConfigurationException for a name that is neither
   */
  static FieldMask of(List<String> names) {
    var fields = EnumSet.noneOf(PlaceField.class);
    for (var field : PlaceField.values()) {
      if (field.isAlwaysAskedFor()) {
        fields.add(field);
      }
    }
    names.forEach(name -> fields.addAll(meant(name.strip())));
    if (names.isEmpty()) {
      throw new PlacesConfigurationException(
          PROPERTY, "empty", "Google refuses a call that asks for no fields", choices());
    }
    return new FieldMask(fields);
  }

  /** What Google charges a call with these fields as. */
  PriceClass priceClass() {
    return fields.stream()
        .map(PlaceField::priceClass)
        .max(Comparator.naturalOrder())
        .orElse(PriceClass.PRO);
  }

  /** The value of the header {@code X-Goog-FieldMask}. */
  String header() {
    return fields.stream().sorted().map(PlaceField::path).collect(Collectors.joining(","));
  }

  private static Set<PlaceField> meant(String name) {
    for (var tier : TIERS) {
      if (tier.label().equals(name)) {
        return Arrays.stream(PlaceField.values())
            .filter(field -> field.isInTier() && field.priceClass().compareTo(tier) <= 0)
            .collect(Collectors.toSet());
      }
    }
    var field = name.startsWith(PATH) ? name.substring(PATH.length()) : name;
    return PlaceField.named(field).map(Set::of).orElseThrow(() -> unknown(name, field));
  }

  private static PlacesConfigurationException unknown(String name, String field) {
    var nearest = Spelling.nearest(field, names()).map("Did you mean %s? "::formatted).orElse("");
    return new PlacesConfigurationException(
        PROPERTY,
        "'" + name + "'",
        "no field of that name has a place in a Nearby Search answer",
        nearest + choices());
  }

  private static String choices() {
    return "Set it to pro, enterprise or atmosphere, or to a list of these and of fields: "
        + Arrays.stream(PlaceField.values())
            .map(PlaceField::google)
            .sorted()
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static List<String> names() {
    return Stream.concat(
            TIERS.stream().map(PriceClass::label),
            Arrays.stream(PlaceField.values()).map(PlaceField::google))
        .toList();
  }
}
