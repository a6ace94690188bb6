package io.jenkins.plugins.releasechecklist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import hudson.model.Describable;
import io.jenkins.plugins.releasechecklist.engine.house.Drawing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a package may know of others. */
@AnalyzeClasses(packages = "io.jenkins.plugins.releasechecklist", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ENGINE = "io.jenkins.plugins.releasechecklist.engine..";

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NOTHING_OF_JENKINS = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..", "com.cloudbees..");

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NOTHING_ABOVE_IT = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.jenkins.plugins.releasechecklist.(builds|checks|steps|actions|config|evidence)..");

    /** Of packages as they are, not of their parents: a circle of sub-packages is a circle. */
    @ArchTest
    static final ArchRule NO_PACKAGES_IN_A_CIRCLE = slices().matching("io.jenkins.plugins.releasechecklist.(**)")
            .should()
            .beFreeOfCycles();

    /** The drawing says what may use what; {@code docs/architecture.md} shows it. */
    @ArchTest
    static final ArchRule PACKAGES_USE_WHAT_IS_DRAWN =
            classes().should(adhereToPlantUmlDiagram(drawing(), consideringOnlyDependenciesInDiagram()));

    @ArchTest
    static final ArchRule NOTHING_OF_THE_ENGINE_USES_REPORTS = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .and()
            .resideOutsideOfPackage("io.jenkins.plugins.releasechecklist.engine.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.jenkins.plugins.releasechecklist.engine.report..");

    @ArchTest
    static final ArchRule STEPS_AND_PAGES_MEET_IN_THE_RECORD = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("steps")
            .definedBy("io.jenkins.plugins.releasechecklist.steps..")
            .layer("actions")
            .definedBy("io.jenkins.plugins.releasechecklist.actions..")
            .layer("builds")
            .definedBy("io.jenkins.plugins.releasechecklist.builds..")
            .layer("checks")
            .definedBy("io.jenkins.plugins.releasechecklist.checks..")
            .layer("config")
            .definedBy("io.jenkins.plugins.releasechecklist.config..")
            .layer("evidence")
            .definedBy("io.jenkins.plugins.releasechecklist.evidence..")
            .whereLayer("evidence")
            .mayOnlyBeAccessedByLayers("actions")
            .whereLayer("steps")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("actions")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("builds")
            .mayOnlyBeAccessedByLayers("steps", "actions")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("builds", "steps", "actions", "checks");

    /** Each of these is loaded only when its plugin is there or asked for, so the others do without all of them. */
    @ArchTest
    static final ArchRule FEW_KNOW_OPTIONAL_PLUGINS = noClasses()
            .that()
            .haveNameNotMatching(
                    ".*\\.(JUnitReports|EmailChannel|FolderCredentials|FolderProtection|StampRequest)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "hudson\\.tasks\\.(junit|test)\\..*|hudson\\.tasks\\.Mailer.*|com\\.cloudbees\\.hudson\\..*|org\\.bouncycastle\\..*");

    @ArchTest
    static final ArchRule ONLY_THE_NEW_SERVLET_API =
            noClasses().should().dependOnClassesThat().resideInAPackage("javax.servlet..");

    @ArchTest
    static final ArchRule WHAT_XSTREAM_STORES_IS_NO_RECORD = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.jenkins.plugins.releasechecklist.config..", "io.jenkins.plugins.releasechecklist.checks..")
            .and()
            .implement(Describable.class)
            .should()
            .beRecords();

    /** ArchUnit sees arrows only, so it is given those too that follow from others. */
    private static Path drawing() {
        try {
            Path drawing = Files.createTempFile("architecture", ".puml");
            drawing.toFile().deleteOnExit();
            return Files.writeString(
                    drawing,
                    Drawing.ofPlantUml(Files.readString(Path.of("docs", "architecture.puml")))
                            .withAllThatFollows()
                            .plantUml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
