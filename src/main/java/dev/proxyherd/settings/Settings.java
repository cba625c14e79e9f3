package dev.proxyherd.settings;

import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** All {@code herd.*} settings that there are: what the records have that are bound to them. */
final class Settings {
  static final String DOCUMENTED =
      "docs/reference/configuration.md has all settings, their defaults and their limits.";

  private static final String ROOT = "herd";

  private final List<Setting> all = new ArrayList<>();
  private final List<Bound> records = new ArrayList<>();

  /** A record, and the group of settings that is bound to it. */
  private record Bound(String prefix, Class<?> type) {}

  private Settings() {}

  /** Those of all records of a member; makes none of its beans. */
  static Settings of(ConfigurableListableBeanFactory beans) {
    var settings = new Settings();
    for (var name : beans.getBeanDefinitionNames()) {
      if (beans.getMergedBeanDefinition(name) instanceof AbstractBeanDefinition definition
          && definition.hasBeanClass()) {
        var type = definition.getBeanClass();
        var bound = type.getAnnotation(ConfigurationProperties.class);
        if (bound != null && type.isRecord() && isOurs(bound.value())) {
          settings.records.add(new Bound(bound.value(), type));
          settings.add(bound.value(), type);
        }
      }
    }
    settings.all.sort(Comparator.comparing(Setting::key));
    return settings;
  }

  private static boolean isOurs(String prefix) {
    return prefix.equals(ROOT) || prefix.startsWith(ROOT + ".");
  }

  static boolean isOurs(ConfigurationPropertyName name) {
    return isOurs(name.toString());
  }

  private void add(String prefix, Class<?> owner) {
    var components = owner.getRecordComponents();
    var annotations = owner.getDeclaredConstructors()[0].getParameterAnnotations();
    for (var i = 0; i < components.length; i++) {
      var component = components[i];
      var key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
      var type = component.getType();
      if (type.isRecord()) {
        add(key, type);
      } else if (type == Map.class) {
        add(key + ".<name>", argument(component.getGenericType(), 1));
      } else if (type == List.class && argument(component.getGenericType(), 0).isRecord()) {
        add(key + Setting.INDEX, argument(component.getGenericType(), 0));
      } else if (type == List.class) {
        all.add(
            new Setting(
                key, argument(component.getGenericType(), 0), true, defaultOf(annotations[i])));
      } else {
        all.add(new Setting(key, type, false, defaultOf(annotations[i])));
      }
    }
  }

  private static Class<?> argument(Type type, int index) {
    return (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  /** Of a parameter of the record's constructor: the annotation has no other targets. */
  private static @Nullable String defaultOf(Annotation[] annotations) {
    for (var annotation : annotations) {
      if (annotation instanceof DefaultValue given && given.value().length > 0) {
        return String.join(",", given.value());
      }
    }
    return null;
  }

  List<Setting> all() {
    return all;
  }

  /**
   * Binds every record once, as a start does.
   *
   * @throws BindException for the first value that is none, or out of its limits
   */
  void bindAll(Environment environment, ApplicationContext context) {
    var validator = new SpringValidatorAdapter(context.getBean(Validator.class));
    var binder = Binder.get(environment);
    for (var bound : records) {
      binder.bindOrCreate(
          bound.prefix,
          Bindable.of(bound.type),
          bound.type.isAnnotationPresent(Validated.class)
              ? new ValidationBindHandler(validator)
              : BindHandler.DEFAULT);
    }
  }

  /** Whether a name means something; that of a group does so only where it has no value. */
  boolean isKnown(ConfigurationPropertyName name, boolean hasValue) {
    return all.stream().anyMatch(one -> one.isMeantBy(name) || (!hasValue && one.isBelow(name)));
  }

  /** The key that is written most like this one, if it is much alike. */
  Optional<String> nearest(ConfigurationPropertyName name) {
    return Spelling.nearest(
        name.toString(), all.stream().map(setting -> setting.likened(name)).toList());
  }
}
