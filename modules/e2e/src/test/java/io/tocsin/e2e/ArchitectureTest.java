package io.tocsin.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** Walls that Maven cannot see. */
@AnalyzeClasses(packages = "io.tocsin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CORE = {
        "io.tocsin.model..",
        "io.tocsin.query..",
        "io.tocsin.template..",
        "io.tocsin.rules..",
        "io.tocsin.sigma..",
        "io.tocsin.routing..",
        "io.tocsin.escalation..",
        "io.tocsin.oncall..",
        // Tests of rules and backtests: what they find must depend on rules and events alone.
        "io.tocsin.server.rehearse..",
        "io.tocsin.server.report..",
    };

    @ArchTest
    static final ArchRule THE_CORE_READS_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .because("the same decisions run live, in tests, in backtests and in simulation: time is an argument");

    @ArchTest
    static final ArchRule THE_CORE_STARTS_NO_THREAD_AND_LOGS_NOTHING = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat(resideInAnyPackage(
                            "org.slf4j..", "io.vertx..", "java.util.concurrent..", "java.util.logging..", "java.net..")
                    // An address is a value; a connection is not.
                    .and(not(nameMatching("java\\.net\\.URI(SyntaxException)?"))))
            .because("what decides has no effects: they are values that the shell carries out");

    @ArchTest
    static final ArchRule ONLY_LOOP_AND_WORKERS_CHANGE_THREADS = noClasses()
            .that()
            .resideInAPackage("io.tocsin.server..")
            .and()
            .haveSimpleNameNotStartingWith("Loop")
            .and()
            .doNotHaveSimpleName("Workers")
            .should()
            .callMethodWhere(target(nameMatching("runOnContext|executeBlocking|startVirtualThread")))
            .because("a reader should find every thread crossing in two files");

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CIRCLES =
            slices().matching("io.tocsin.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_SERVERS_PACKAGES_HAVE_NO_CIRCLES =
            slices().matching("io.tocsin.server.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_API_KNOWS_ONLY_ITS_PORTS = noClasses()
            .that()
            .resideInAPackage("io.tocsin.server.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tocsin.server")
            .because("the desks implement what the API needs, not the other way round");
}
