package dev.proxyherd.tcp;

import dev.proxyherd.location.GroupCommit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TcpProperties.class)
class TcpConfiguration {
  @Bean
  EventLoops eventLoops(TcpProperties properties, GroupCommit groupCommit) {
    return new EventLoops(properties.threads(), groupCommit::commit);
  }
}
