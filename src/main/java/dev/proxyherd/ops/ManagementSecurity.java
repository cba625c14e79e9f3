package dev.proxyherd.ops;

import dev.proxyherd.access.Operator;
import java.util.List;
import org.apache.commons.logging.LogFactory;
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
import org.springframework.security.web.server.SecurityWebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Who may ask for what over HTTP: anybody for what probes and Prometheus need, and the user {@code
 * herd} for all else. docs/decisions/management.md says why so.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class ManagementSecurity {
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

  @Bean
  ReactiveAuthenticationManager managementUser(Operator operator) {
    if (!operator.isKnown()) {
      LogFactory.getLog(ManagementSecurity.class)
          .warn(
              "herd.management.password is not set: over HTTP, nothing but health, info and"
                  + " prometheus is answered");
    }
    return given ->
        operator.is(given.getName(), String.valueOf(given.getCredentials()))
            ? Mono.just(
                UsernamePasswordAuthenticationToken.authenticated(Operator.USER, null, List.of()))
            : Mono.error(
                new BadCredentialsException("not the user " + Operator.USER + ", or its password"));
  }
}
