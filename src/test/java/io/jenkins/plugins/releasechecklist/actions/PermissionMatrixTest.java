package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.security.csrf.DefaultCrumbIssuer;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * Who may do what on the page of a build: every request of every kind of person, over HTTP and as a browser sends it, with a
 * session and a crumb; FORGED is a POST without the crumb. Only a POST that is answered with 200 may change the record.
 */
@InSharedJenkins
class PermissionMatrixTest {
    /**
     * The status of each request for each person. The release was started by {@code starter}; its gate wants one Go of
     * {@code devops} and forbids self-approval, the items are of {@code devops} as well. {@code anonymous} did not log in where
     * everybody may read, {@code outsider} did not log in where only users may; {@code wrong role} may approve, but as support;
     * {@code overrider} may override and not approve.
     */
    private static final List<String> MATRIX = """
            request                               | outsider | anonymous | reader | builder | wrong role | devops | starter | admin | overrider
            GET                                   | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  content                          | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  api/                             | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  api/json                         | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  events                           | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  record.jsonl                     | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  report.html                      | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  report.md                        | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  report.json                      | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  report.csv                       | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  evidence.json                    | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            POST gates/production/go              | 404      | 403       | 403    | 403     | 403        | 200    | 403     | 403   | 403
            POST gates/production/noGo            | 404      | 403       | 403    | 403     | 403        | 200    | 403     | 403   | 403
            POST gates/production/requestChanges  | 404      | 403       | 403    | 403     | 403        | 200    | 403     | 403   | 403
            GET  gates/production/requestChanges  | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED gates/production/requestChanges | 403     | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST gates/production/withdraw        | 404      | 403       | 403    | 403     | 403        | 409    | 403     | 403   | 403
            GET  gates/production/withdraw        | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED gates/production/withdraw      | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST gates/production/override        | 404      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 200
            POST gates/staging/leave              | 404      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 200
            GET  gates/staging/leave              | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED gates/staging/leave            | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST gates/production/leave           | 404      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 409
            POST items/monitoring/complete        | 404      | 403       | 403    | 403     | 403        | 200    | 200     | 403   | 403
            POST items/monitoring/fail            | 404      | 403       | 403    | 403     | 403        | 200    | 200     | 403   | 403
            POST items/backup/notApplicable       | 404      | 403       | 403    | 403     | 403        | 200    | 200     | 403   | 403
            POST items/monitoring/waive           | 404      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 200
            POST items/ci-and-security/reopen     | 404      | 403       | 403    | 403     | 403        | 200    | 200     | 403   | 403
            POST items/support-handoff/tick       | 404      | 403       | 403    | 403     | 200        | 200    | 200     | 403   | 403
            GET  items/support-handoff/tick       | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED items/support-handoff/tick     | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST deliveries/0123456789abcdef0123456789abcdef/resend | 404 | 403 | 403 | 403 | 200 | 200 | 200 | 403 | 403
            GET  deliveries/0123456789abcdef0123456789abcdef/resend | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404 | 404
            FORGED deliveries/0123456789abcdef0123456789abcdef/resend | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403 | 403
            POST notes/edit                       | 404      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            GET  notes/edit                       | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED notes/edit                     | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST verifications/v1/pass            | 404      | 403       | 403    | 403     | 403        | 200    | 403     | 403   | 403
            GET  verifications/v1/pass            | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED verifications/v1/pass          | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST verifications/v1/fail            | 404      | 403       | 403    | 403     | 403        | 200    | 200     | 403   | 403
            GET  verifications/v1/fail            | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED verifications/v1/fail          | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            POST verifications/v1/lookAgain       | 404      | 403       | 403    | 403     | 403        | 200    | 200     | 403   | 403
            GET  verifications/v1/lookAgain       | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            FORGED verifications/v1/lookAgain     | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            GET  verifications/v1/chart           | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  verifications/v2/backtest        | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  notes.md                         | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  notes.html                       | 404      | 200       | 200    | 200     | 200        | 200    | 200     | 200   | 200
            GET  gates/production/go              | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  gates/production/noGo            | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  gates/production/override        | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  items/monitoring/complete        | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  items/monitoring/fail            | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  items/backup/notApplicable       | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  items/monitoring/waive           | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            GET  items/ci-and-security/reopen     | 404      | 404       | 404    | 404     | 404        | 404    | 404     | 404   | 404
            POST gates/production/go?comment=x    | 404      | 403       | 403    | 403     | 400        | 400    | 400     | 400   | 403
            POST items/monitoring/waive?note=x    | 404      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 400
            FORGED gates/production/go            | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED gates/production/noGo          | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED gates/production/override      | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED items/monitoring/complete      | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED items/monitoring/fail          | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED items/backup/notApplicable     | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED items/monitoring/waive         | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            FORGED items/ci-and-security/reopen   | 403      | 403       | 403    | 403     | 403        | 403    | 403     | 403   | 403
            """.lines().toList();

    private static final String[] USERS = {"reader", "builder", "support", "devops", "starter", "admin", "overrider"};
    private static final String DELIVERY = "0123456789abcdef0123456789abcdef";
    private static final Approval DEVOPS = new Approval(List.of("devops"), 1);

    private static JenkinsRule jenkins;
    private static Map<String, Visitor> visitors;
    /** A release that nobody has changed yet. */
    private static RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setCrumbIssuer(new DefaultCrumbIssuer(false));
        ReleaseChecklistConfiguration.get()
                .setRoles(List.of(role("devops", "devops", "starter"), role("support", "support")));
        visitors = new TreeMap<>(
                Map.of("outsider", Visitor.anonymous(rule.getURL()), "anonymous", Visitor.anonymous(rule.getURL())));
        for (String user : USERS) {
            visitors.put(user.equals("support") ? "wrong role" : user, Visitor.loggedIn(rule.getURL(), user));
        }
        running = start();
    }

    private static MockAuthorizationStrategy readableByUsers() {
        return new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to(USERS)
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "starter")
                .grant(ReleasePermissions.APPROVE)
                .everywhere()
                .to("support", "devops", "starter")
                .grant(ReleasePermissions.OVERRIDE)
                .everywhere()
                .to("overrider")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin");
    }

    private static MockAuthorizationStrategy readableByAll() {
        return readableByUsers().grant(Item.READ).everywhere().toEveryone();
    }

    private static Role role(String name, String... users) {
        Role role = new Role(name);
        role.setUsers(List.of(users));
        return role;
    }

    @AfterAll
    static void moveOut() throws Exception {
        running.close();
    }

    static List<String> rows() {
        return MATRIX.subList(1, MATRIX.size());
    }

    // security.md: S1
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyRequestIsAnsweredAsTheMatrixSays(String row) throws Exception {
        List<String> people = cells(MATRIX.get(0));
        List<String> expected = cells(row);
        List<String> found = new ArrayList<>(List.of(expected.get(0)));
        for (String person : people.subList(1, people.size())) {
            found.add(String.valueOf(answer(expected.get(0), person)));
        }
        assertThat(table(people, found)).isEqualTo(table(people, expected));
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.split("\\|")).map(String::strip).toList();
    }

    private static Map<String, String> table(List<String> people, List<String> cells) {
        Map<String, String> table = new TreeMap<>();
        for (int i = 1; i < people.size(); i++) {
            table.put(people.get(i), cells.get(i));
        }
        return table;
    }

    private static int answer(String request, String person) throws Exception {
        String[] words = request.split("\\s+");
        jenkins.jenkins.setAuthorizationStrategy(person.equals("outsider") ? readableByUsers() : readableByAll());
        long before = seq();
        Visitor visitor = visitors.get(person);
        String path = running.page() + (words.length > 1 ? words[1] : "");
        int status =
                switch (words[0]) {
                    case "GET" -> visitor.get(path);
                    case "POST" -> visitor.post(path, visitor.crumb());
                    default -> visitor.post(path, Optional.empty());
                };
        if (words[0].equals("POST") && status == 200) {
            assertThat(seq()).as("%s by %s", request, person).isGreaterThan(before);
            running.close();
            running = start();
        } else {
            assertThat(seq()).as("%s by %s", request, person).isEqualTo(before);
        }
        return status;
    }

    /** A release with an open gate, a verification that asks, items to sign, and with one that was signed already. */
    private static RunningBuild start() throws Exception {
        RunningBuild fresh = RunningBuild.startedBy(jenkins, "starter");
        GatePolicy policy = GatePolicyBuilder.of(Events.policy(DEVOPS))
                .forbidSelfApproval(true)
                .build();
        fresh.append(
                Events.gate("staging", 1, "Try it?", policy),
                new ReleaseEvent.GateSettled("staging", 1, GateStatus.GO, "Everything is there", false));
        fresh.append(Events.gate("production", 1, "Ship it?", policy), Events.draft("Faster checkout"));
        fresh.append(
                Actor.user("devops", "devops"),
                new ReleaseEvent.ItemSigned(
                        "ci-and-security", ItemAction.COMPLETE, List.of("devops"), Optional.of("Found it"), List.of()));
        fresh.append(Events.plan("handoff: [Runbook]"));
        fresh.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.asked("v1", new Participant("starter", UserKey.ofId("starter"), "started this build")),
                Events.started("v2", "postDeployVerify", "staging"));
        fresh.append(Events.rankedVerification("v2"));
        fresh.append(Events.delivery(DELIVERY, "nowhere", DeliveryStatus.FAILED, "No answer"));
        return fresh;
    }

    private static long seq() throws IOException {
        return running.record().state().seq();
    }
}
