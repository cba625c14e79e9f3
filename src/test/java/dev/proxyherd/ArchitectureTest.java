package dev.proxyherd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.proxyherd.testing.BesideOthers;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** Who may use whom. A new package is to be entered here first. */
@AnalyzeClasses(packages = "dev.proxyherd", importOptions = ImportOption.DoNotIncludeTests.class)
@BesideOthers
class ArchitectureTest {
  private static final String ROOT = "dev.proxyherd";

  /** For every package of ours, of which others of ours its classes may know. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("settings", Set.of()),
          Map.entry("location", Set.of()),
          Map.entry("topology", Set.of("settings")),
          Map.entry("protocol", Set.of("location")),
          Map.entry("store", Set.of("location", "topology", "settings")),
          Map.entry("places", Set.of("location", "settings")),
          Map.entry("near", Set.of("location")),
          Map.entry("tcp", Set.of("location", "protocol", "settings")),
          Map.entry("command", Set.of("near", "places", "protocol", "location", "topology")),
          Map.entry("access", Set.of("tcp", "location", "settings")),
          Map.entry(
              "client", Set.of("access", "tcp", "command", "protocol", "location", "topology")),
          Map.entry(
              "peer", Set.of("tcp", "command", "protocol", "location", "topology", "settings")),
          Map.entry("site", Set.of("peer", "places", "tcp", "location", "topology", "settings")),
          Map.entry("lifecycle", Set.of("http", "tcp", "peer", "location")),
          Map.entry(
              "http",
              Set.of(
                  "access",
                  "client",
                  "tcp",
                  "command",
                  "protocol",
                  "near",
                  "places",
                  "location",
                  "topology",
                  "settings")),
          Map.entry(
              "ops",
              Set.of(
                  "access",
                  "client",
                  "http",
                  "peer",
                  "site",
                  "command",
                  "protocol",
                  "store",
                  "near",
                  "places",
                  "location",
                  "tcp",
                  "topology",
                  "settings")),
          Map.entry("bench", Set.of()),
          Map.entry("cli", Set.of("bench", "topology", "places")));

  @ArchTest
  static void everyPackageKeepsToItsPlaceInTheTable(JavaClasses classes) {
    for (var type : classes) {
      var user = packageOf(type);
      if (user.isEmpty()) {
        continue;
      }
      assertThat(MAY_USE).as("the table of packages, for %s", type.getName()).containsKey(user);
      var used = new TreeSet<String>();
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        var target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)) {
          used.add(packageOf(target));
        }
      }
      used.remove(user);
      assertThat(MAY_USE.get(user)).as("used by %s", type.getName()).containsAll(used);
    }
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule recordsProtocolsAndLoadKnowNoSpring =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".location..", ROOT + ".protocol..", ROOT + ".near..", ROOT + ".bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta..");

  @ArchTest
  static final ArchRule whatIsSaidGoesToTheLog =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule whatIsNeededComesThroughTheConstructor =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject");

  @ArchTest
  static void everyPackageSaysWhatItIsForAndMarksItsNulls(JavaClasses classes) {
    var packages = new HashSet<JavaPackage>();
    classes.forEach(type -> packages.add(type.getPackage()));
    for (var found : packages) {
      assertThat(found.isAnnotatedWith(NullMarked.class))
          .as("package-info with @NullMarked in " + found.getName())
          .isTrue();
    }
  }

  /** The first part of the name behind the root; empty for the root itself. */
  private static String packageOf(JavaClass type) {
    var name = type.getPackageName();
    if (name.equals(ROOT)) {
      return "";
    }
    var below = name.substring(ROOT.length() + 1);
    var dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
