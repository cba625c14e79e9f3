package dev.proxyherd;

import dev.proxyherd.access.AccessConfiguration;
import dev.proxyherd.client.ClientConfiguration;
import dev.proxyherd.command.CommandConfiguration;
import dev.proxyherd.http.WebConfiguration;
import dev.proxyherd.http.map.MapConfiguration;
import dev.proxyherd.http.phones.PhonesConfiguration;
import dev.proxyherd.http.stream.StreamConfiguration;
import dev.proxyherd.lifecycle.LifecycleConfiguration;
import dev.proxyherd.lifecycle.StartLog;
import dev.proxyherd.lifecycle.StopSignal;
import dev.proxyherd.ops.OpsConfiguration;
import dev.proxyherd.peer.PeerConfiguration;
import dev.proxyherd.places.PlacesConfiguration;
import dev.proxyherd.settings.SettingsConfiguration;
import dev.proxyherd.site.SiteConfiguration;
import dev.proxyherd.store.StoreConfiguration;
import dev.proxyherd.tcp.TcpConfiguration;
import dev.proxyherd.topology.TopologyConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;

/** One member of the herd. Its parts are listed: to look for them would take a tenth of a start. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  SettingsConfiguration.class,
  TopologyConfiguration.class,
  SiteConfiguration.class,
  StoreConfiguration.class,
  PlacesConfiguration.class,
  TcpConfiguration.class,
  AccessConfiguration.class,
  CommandConfiguration.class,
  ClientConfiguration.class,
  PeerConfiguration.class,
  WebConfiguration.class,
  MapConfiguration.class,
  StreamConfiguration.class,
  PhonesConfiguration.class,
  LifecycleConfiguration.class,
  OpsConfiguration.class
})
public class ProxyHerd {
  static void main(String[] args) {
    var application = new SpringApplication(ProxyHerd.class);
    application.setRegisterShutdownHook(false);
    application.addInitializers(new StartLog(), new StopSignal());
    application.run(args);
  }
}
