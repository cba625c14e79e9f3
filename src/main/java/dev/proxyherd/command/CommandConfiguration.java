package dev.proxyherd.command;

import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.WholeStore;
import dev.proxyherd.near.NearIndex;
import dev.proxyherd.places.Places;
import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.protocol.WhosAt;
import dev.proxyherd.topology.Topology;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.ErrorMessage;

/**
 * The way of a command: {@code commands}, the router, a channel and a service a kind, {@code
 * replies}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandProperties.class)
public class CommandConfiguration {
  @Bean
  MessageChannel commands() {
    return new DirectChannel();
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.COMMANDS)
  CommandRouter commandRouter(
      MessageChannel iamat,
      MessageChannel whatsat,
      MessageChannel whosat,
      MessageChannel at,
      MessageChannel invalid,
      MessageChannel auth,
      MessageChannel denied) {
    return new CommandRouter(iamat, whatsat, whosat, at, invalid, auth, denied);
  }

  @Bean
  MessageChannel iamat() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel whatsat() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel whosat() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel at() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel invalid() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel auth() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel denied() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel replies() {
    return new DirectChannel();
  }

  @Bean
  MessageChannel failures() {
    return new DirectChannel();
  }

  @Bean
  GroupCommit groupCommit(LocationStore store) {
    return new GroupCommit(store);
  }

  @Bean
  NearIndex nearIndex(WholeStore whole) {
    return new NearIndex(whole.records());
  }

  @Bean
  IamAtService iamAtService(Topology topology, GroupCommit store, ClockBound clock) {
    return new IamAtService(topology.self(), store, clock);
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.IAMAT)
  CommandHandler<IamAt> iamAtHandler(
      IamAtService service, CommandCounts counts, CommandTimes times, MessageChannel replies) {
    return new CommandHandler<>(
        IamAt.class, service::handle, CommandOutcome.IAMAT_FAILED, counts, times, replies);
  }

  @Bean
  WhatsAtService whatsAtService(LocationStore store, Places places) {
    return new WhatsAtService(new Latecomers(store), places);
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.WHATSAT)
  CommandHandler<WhatsAt> whatsAtHandler(
      WhatsAtService service, CommandCounts counts, CommandTimes times, MessageChannel replies) {
    return new CommandHandler<>(
        WhatsAt.class,
        CommandHandler.<WhatsAt>atOnce(service::handle),
        CommandOutcome.WHATSAT_FAILED,
        counts,
        times,
        replies);
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.WHOSAT)
  CommandHandler<WhosAt> whosAtHandler(
      LocationStore store,
      NearIndex index,
      CommandCounts counts,
      CommandTimes times,
      MessageChannel replies) {
    var service = new WhosAtService(new Latecomers(store), index);
    return new CommandHandler<>(
        WhosAt.class,
        CommandHandler.<WhosAt>atOnce(service::handle),
        CommandOutcome.WHOSAT_FAILED,
        counts,
        times,
        replies);
  }

  @Bean
  AtService atService(GroupCommit store, CommandCounts counts, CommandTimes times) {
    return new AtService(store, counts, times);
  }

  /** Without a reply; a failure goes back to the link, which ends over it and resumes there. */
  @Bean
  @ServiceActivator(inputChannel = Channels.AT)
  AbstractMessageHandler atHandler(AtService service, MessageChannel failures) {
    return new AbstractMessageHandler() {
      @Override
      protected void handleMessageInternal(Message<?> message) {
        service.handle(
            (At) message.getPayload(),
            failure -> failures.send(new ErrorMessage(failure, message.getHeaders())));
      }
    };
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.INVALID)
  CommandHandler<Invalid> invalidHandler(
      CommandCounts counts, CommandTimes times, MessageChannel replies) {
    var service = new InvalidService();
    return new CommandHandler<>(
        Invalid.class,
        CommandHandler.<Invalid>atOnce(service::handle),
        CommandOutcome.INVALID,
        counts,
        times,
        replies);
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.AUTH)
  CommandHandler<Auth> authHandler(
      CommandCounts counts, CommandTimes times, MessageChannel replies) {
    var service = new AccessService();
    return new CommandHandler<>(
        Auth.class,
        CommandHandler.<Auth>atOnce(service::handle),
        CommandOutcome.AUTH_REFUSED,
        counts,
        times,
        replies);
  }

  @Bean
  @ServiceActivator(inputChannel = Channels.DENIED)
  CommandHandler<Denied> deniedHandler(
      CommandCounts counts, CommandTimes times, MessageChannel replies) {
    var service = new AccessService();
    return new CommandHandler<>(
        Denied.class,
        CommandHandler.<Denied>atOnce(service::handle),
        CommandOutcome.INVALID,
        counts,
        times,
        replies);
  }

  @Bean
  ForgetService forgetService(Topology topology, LocationStore store, ClockBound clock) {
    return new ForgetService(topology.self(), store, clock);
  }

  @Bean
  CommandCounts commandCounts() {
    return new CommandCounts();
  }

  @Bean
  ClockBound clockBound(InstantSource clock, CommandProperties properties) {
    return new ClockBound(clock, properties.maxClockAhead());
  }
}
