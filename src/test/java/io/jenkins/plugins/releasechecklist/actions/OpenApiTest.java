package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.actions.approvals.ReleaseApprovals;
import io.jenkins.plugins.releasechecklist.actions.environments.EnvironmentsPage;
import io.jenkins.plugins.releasechecklist.actions.job.JobReleases;
import io.jenkins.plugins.releasechecklist.actions.rest.DecisionEndpoint;
import io.jenkins.plugins.releasechecklist.actions.rest.RollbackEndpoint;
import io.jenkins.plugins.releasechecklist.actions.rest.VerificationEndpoint;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.POST;

/** The description of the REST API knows each of its methods, and nothing else. {@link RestClient} checks the answers. */
class OpenApiTest {
    private static final String BUILD = "/job/{job}/{build}/release-checklist/";
    private static final Map<String, Class<?>> ENDPOINTS = Map.ofEntries(
            Map.entry(BUILD, ReleaseChecklistAction.class),
            Map.entry(BUILD + "api/", ReleaseChecklistAction.ReleaseApi.class),
            Map.entry(BUILD + "gates/{gate}/", DecisionEndpoint.GateEndpoint.class),
            Map.entry(BUILD + "items/{item}/", DecisionEndpoint.ItemEndpoint.class),
            Map.entry(BUILD + "verifications/{run}/", VerificationEndpoint.class),
            Map.entry(BUILD + "deliveries/{delivery}/", DecisionEndpoint.DeliveryEndpoint.class),
            Map.entry(BUILD + "promotion/", DecisionEndpoint.PromotionEndpoint.class),
            Map.entry(BUILD + "notes/", DecisionEndpoint.NotesEndpoint.class),
            Map.entry("/job/{job}/releases/", JobReleases.class),
            Map.entry("/job/{job}/releases/api/", JobReleases.ReleasesApi.class),
            Map.entry("/job/{job}/releases/rollback/", RollbackEndpoint.class),
            Map.entry("/release-approvals/", ReleaseApprovals.class),
            Map.entry("/release-approvals/api/", ReleaseApprovals.ApprovalsApi.class),
            Map.entry("/manage/release-environments/", EnvironmentsPage.class));

    /** For the pages, and free to change. */
    private static final Set<String> OF_PAGES = Set.of(
            "GET " + BUILD + "verifications/{run}/backtest",
            "GET /job/{job}/releases/chart",
            "GET /release-approvals/open");

    @Test
    void knowsEveryMethodAndNoOther() {
        Set<String> found = ENDPOINTS.entrySet().stream()
                .flatMap(endpoint -> Arrays.stream(endpoint.getValue().getMethods())
                        .filter(method -> method.getName().matches("do[A-Z].*"))
                        .filter(method -> !method.isBridge())
                        .flatMap(method -> names(method).map(name -> verb(method) + " " + endpoint.getKey() + name)))
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(OF_PAGES);
        // Stapler asks for it by whatever name follows.
        found.add("GET " + BUILD + "attachments/{file}");

        assertThat(OpenApi.all())
                .extracting(operation -> operation.method() + " " + operation.path())
                .containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void itsExamplesAreAsItSays() {
        assertThat(OpenApi.examples())
                .hasSize(8)
                .allSatisfy((schema, problems) -> assertThat(problems).isEmpty());
    }

    private static String verb(Method method) {
        return method.isAnnotationPresent(POST.class) ? "POST" : "GET";
    }

    private static Stream<String> names(Method method) {
        WebMethod named = method.getAnnotation(WebMethod.class);
        String name = method.getName().substring(2);
        return named != null
                ? List.of(named.name()).stream()
                : Stream.of(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
    }
}
