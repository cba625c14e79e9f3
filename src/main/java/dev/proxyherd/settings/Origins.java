package dev.proxyherd.settings;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;

/** Where a setting's value comes from, in words. */
final class Origins {
  private Origins() {}

  /** A further line for a message; empty when the property is set nowhere. */
  static String setWhere(@Nullable Environment environment, String key) {
    return environment == null ? "" : setWhere(find(environment, key));
  }

  static String setWhere(@Nullable Origin origin) {
    return origin == null ? "" : "\n\nSet " + describe(origin) + ".";
  }

  /** A list may be set as a whole, and the key be that of one of its elements; or the reverse. */
  private static @Nullable Origin find(Environment environment, String key) {
    var name = ConfigurationPropertyName.adapt(key.replace("\"", ""), '.');
    var other = name.isLastElementIndexed() ? name.getParent() : name.append("[0]");
    for (var wanted : List.of(name, other)) {
      for (var source : ConfigurationPropertySources.get(environment)) {
        var property = source.getConfigurationProperty(wanted);
        if (property != null) {
          return property.getOrigin();
        }
      }
    }
    return null;
  }

  private static String describe(Origin origin) {
    return switch (origin) {
      case TextResourceOrigin text -> inFile(text);
      case SystemEnvironmentOrigin variable ->
          "in the environment variable " + variable.getProperty();
      case PropertySourceOrigin source when source.getOrigin() != null ->
          describe(source.getOrigin());
      case PropertySourceOrigin source
          when source.getPropertySource() instanceof CommandLinePropertySource ->
          "on the command line";
      default -> "by " + origin;
    };
  }

  private static String inFile(TextResourceOrigin origin) {
    var resource = origin.getResource();
    var location = origin.getLocation();
    var place = resource == null ? String.valueOf(origin) : path(resource);
    return "in " + place + (location == null ? "" : ", line " + (location.getLine() + 1));
  }

  private static String path(Resource resource) {
    try {
      return resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
    } catch (IOException e) {
      return resource.getDescription();
    }
  }
}
