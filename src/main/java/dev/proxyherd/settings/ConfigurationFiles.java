package dev.proxyherd.settings;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * The configuration files, read once more while the member runs: by Spring Boot's own reader, with
 * the arguments and the environment that the member was started with, and checked as at a start.
 */
public final class ConfigurationFiles {
  /** What a process is given once, and keeps. */
  private static final Set<String> GIVEN =
      Set.of(
          CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME,
          "spring.application.json",
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          DefaultPropertiesPropertySource.NAME);

  /** How Spring Boot names what it has read. */
  private static final String READ = "Config ";

  private final ConfigurableApplicationContext context;

  public ConfigurationFiles(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Reads all files, and makes something of them. The member's own environment stays as it is.
   *
   * @param use what is to be made; a failure of it is a failure of the configuration
   * @throws UnusableConfigurationException says why a member would not start with these files, in
   *     the words of the start
   */
  public <T> T read(Function<ConfigurableEnvironment, T> use)
      throws UnusableConfigurationException {
    var fresh = new StandardEnvironment();
    fresh.getPropertySources().stream()
        .map(PropertySource::getName)
        .toList()
        .forEach(fresh.getPropertySources()::remove);
    context.getEnvironment().getPropertySources().stream()
        .filter(source -> GIVEN.contains(source.getName()))
        .forEach(fresh.getPropertySources()::addLast);
    try {
      ProfileFiles.of(fresh).requireReadable(fresh);
      ConfigDataEnvironmentPostProcessor.applyTo(fresh);
      ConfigurationPropertySources.attach(fresh);
      var settings = Settings.of(context.getBeanFactory());
      SettingsCheck.check(fresh, settings);
      settings.bindAll(fresh, context);
      return use.apply(fresh);
    } catch (RuntimeException e) {
      throw new UnusableConfigurationException(analyze(e, fresh));
    }
  }

  /** What the start would say. */
  private FailureAnalysis analyze(RuntimeException failure, Environment fresh) {
    var known =
        ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
            .and(Environment.class, fresh);
    var analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation(context.getClassLoader())
            .load(FailureAnalyzer.class, known, FailureHandler.handleMessage((_, _) -> {}));
    return analyzers.stream()
        .map(analyzer -> analyzer.analyze(failure))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> new FailureAnalysis(failure.toString(), Settings.DOCUMENTED, failure));
  }

  /** The keys of all settings in files that have another value now than when the member started. */
  public Set<String> differences(ConfigurableEnvironment fresh) {
    var keys = new TreeSet<String>();
    for (var environment : new ConfigurableEnvironment[] {context.getEnvironment(), fresh}) {
      for (var source : environment.getPropertySources()) {
        if (source.getName().startsWith(READ)
            && source instanceof EnumerablePropertySource<?> file) {
          keys.addAll(Set.of(file.getPropertyNames()));
        }
      }
    }
    keys.removeIf(key -> Objects.equals(value(context.getEnvironment(), key), value(fresh, key)));
    return keys;
  }

  /** As it is written: placeholders are not followed. */
  private static @Nullable String value(ConfigurableEnvironment environment, String key) {
    var name = ConfigurationPropertyName.adapt(key, '.');
    for (var source : ConfigurationPropertySources.get(environment)) {
      var property = source.getConfigurationProperty(name);
      if (property != null) {
        return String.valueOf(property.getValue());
      }
    }
    return null;
  }
}
