package dev.proxyherd.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses what would be passed over in silence: a {@code herd.*} setting that there is not, and a
 * profile for which nothing is found.
 *
 * <p>Not in environment variables and system properties, which may be meant for others: {@code
 * HERD_PUBLISH} is for the compose file.
 */
final class SettingsCheck implements BeanFactoryPostProcessor {
  private final ConfigurableEnvironment environment;

  SettingsCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    check(environment, Settings.of(beans));
  }

  /**
   * Checks an environment, which need not be that of the member that runs.
   *
   * @throws SettingException for the first that is wrong
   */
  static void check(ConfigurableEnvironment environment, Settings settings) {
    ProfileFiles.of(environment).requireAll(environment);
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource names && !isForOthersToo(source)) {
        names.stream().forEach(name -> check(name, names, settings));
      }
    }
  }

  private static boolean isForOthersToo(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && (underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
            || underlying
                .getName()
                .equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME));
  }

  private static void check(
      ConfigurationPropertyName name, ConfigurationPropertySource source, Settings settings) {
    if (!Settings.isOurs(name)) {
      return;
    }
    var property = source.getConfigurationProperty(name);
    var value = property == null ? "" : String.valueOf(property.getValue());
    if (!settings.isKnown(name, !value.isEmpty())) {
      var whole = name.isLastElementIndexed() ? name.getParent() : name;
      var nearest = settings.nearest(whole).map("Did you mean %s? "::formatted).orElse("");
      throw new UnknownSettingException(whole.toString(), nearest + Settings.DOCUMENTED);
    }
  }

  /** There is no such setting. */
  static final class UnknownSettingException extends SettingException {
    UnknownSettingException(String key, String remedy) {
      super(key, key + ": there is no such setting", remedy, null);
    }
  }
}
