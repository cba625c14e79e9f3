package dev.proxyherd.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * One setting that there is.
 *
 * @param key as one writes it, such as {@code herd.client.max-line}; {@code <name>} stands for
 *     whatever name there may be, {@code [n]} for an index
 * @param type of its value; of its elements, if it is a list
 * @param list whether it has several values
 * @param defaultValue as one would write it; null where there is none
 */
record Setting(String key, Class<?> type, boolean list, @Nullable String defaultValue) {
  static final String INDEX = "[n]";

  private static final String ANY = "<name>";

  private List<String> elements() {
    return List.of(key.replace(INDEX, "." + INDEX).split("\\."));
  }

  /** Whether this is the setting that the name is for. */
  boolean isMeantBy(ConfigurationPropertyName name) {
    var size = elements().size();
    return begins(name, size)
        && (name.getNumberOfElements() == size
            || (list && name.getNumberOfElements() == size + 1 && name.isLastElementIndexed()));
  }

  /** Whether this is one of a group of settings that has the name. */
  boolean isBelow(ConfigurationPropertyName name) {
    var size = name.getNumberOfElements();
    return size < elements().size() && begins(name, size);
  }

  private boolean begins(ConfigurationPropertyName name, int size) {
    if (name.getNumberOfElements() < size) {
      return false;
    }
    for (var i = 0; i < size; i++) {
      var element = elements().get(i);
      if (element.equals(INDEX) && name.isNumericIndex(i)) {
        continue;
      }
      if (!element.equals(ANY) && !uniform(element).equals(name.getElement(i, Form.UNIFORM))) {
        return false;
      }
    }
    return true;
  }

  /** The key, with names where the other has some: what may have been meant by it. */
  String likened(ConfigurationPropertyName name) {
    var elements = new ArrayList<>(elements());
    for (var i = 0; i < elements.size() && i < name.getNumberOfElements(); i++) {
      if (elements.get(i).equals(ANY)) {
        elements.set(i, name.getElement(i, Form.ORIGINAL));
      } else if (elements.get(i).equals(INDEX) && name.isNumericIndex(i)) {
        elements.set(i, "[" + name.getElement(i, Form.ORIGINAL) + "]");
      }
    }
    return String.join(".", elements).replace(".[", "[");
  }

  private static String uniform(String element) {
    return element.replace("-", "");
  }
}
