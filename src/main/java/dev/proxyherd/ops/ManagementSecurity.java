package dev.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.SecurityWebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Who may ask for what over HTTP: anybody for what probes and Prometheus need, and the user {@code
 * herd} for all else. docs/decisions/management.md says why so.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties(ManagementProperties.class)
class ManagementSecurity {
  private static final String USER = "herd";
  private static final String[] OPEN = {"health", "info", "prometheus"};

  /** Whatever password comes with it, also a wrong one. */
  @Bean
  @Order(1)
  SecurityWebFilterChain openEndpoints(ServerHttpSecurity http) {
    return bare(http)
        .securityMatcher(EndpointRequest.to(OPEN))
        .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
        .httpBasic(HttpBasicSpec::disable)
        .build();
  }

  @Bean
  @Order(2)
  SecurityWebFilterChain allElse(
      ServerHttpSecurity http, ReactiveAuthenticationManager managementUser) {
    return bare(http)
        .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
        .authenticationManager(managementUser)
        .httpBasic(basic -> {})
        .build();
  }

  /** Each request brings its own password: there is no session, so that no form can borrow one. */
  private static ServerHttpSecurity bare(ServerHttpSecurity http) {
    return http.csrf(CsrfSpec::disable)
        .formLogin(FormLoginSpec::disable)
        .logout(LogoutSpec::disable)
        .requestCache(RequestCacheSpec::disable);
  }

  /**
   * Compares in a time that tells nothing about where the difference is. Without a slow hash: the
   * password is not kept in any form that could leak apart from the configuration, and has to be
   * compared for every request.
   */
  @Bean
  ReactiveAuthenticationManager managementUser(ManagementProperties properties) {
    if (!properties.isOpen()) {
      LogFactory.getLog(ManagementSecurity.class)
          .warn(
              "herd.management.password is not set: over HTTP, nothing but health, info and"
                  + " prometheus is answered");
    }
    var password = properties.password().getBytes(UTF_8);
    return given ->
        properties.isOpen() && isUser(given, password)
            ? Mono.just(UsernamePasswordAuthenticationToken.authenticated(USER, null, List.of()))
            : Mono.error(new BadCredentialsException("not the user " + USER + ", or its password"));
  }

  private static boolean isUser(Authentication given, byte[] password) {
    var credentials = String.valueOf(given.getCredentials()).getBytes(UTF_8);
    return USER.equals(given.getName()) && MessageDigest.isEqual(password, credentials);
  }
}
