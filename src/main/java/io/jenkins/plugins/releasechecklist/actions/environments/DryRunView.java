package io.jenkins.plugins.releasechecklist.actions.environments;

import hudson.Util;
import hudson.model.Job;
import hudson.model.User;
import hudson.security.UserMayOrMayNotExistException2;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.DryRun;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.springframework.security.core.AuthenticationException;

/**
 * The form of a dry run with its answer.
 *
 * @param job the full name of the job, as it was asked for; the others likewise
 * @param problem why there is no answer; empty when there is one, or nothing was asked
 * @param result the answer
 * @param wording the words for it
 */
public record DryRunView(
        String job,
        String environment,
        String user,
        ReleaseType type,
        String version,
        String problem,
        Optional<DryRun> result,
        Wording wording) {

    static DryRunView of(Function<String, String> parameter, UtcTimeFormat moments) {
        Function<String, String> given =
                name -> Util.fixNull(parameter.apply(name)).strip();
        DryRunView asked = new DryRunView(
                given.apply("job"),
                given.apply("environment"),
                given.apply("user"),
                ReleaseType.named(given.apply("type")).orElse(ReleaseType.MINOR),
                given.apply("version"),
                "",
                Optional.empty(),
                new Wording(moments));
        return (asked.job + asked.environment + asked.user).isEmpty() ? asked : asked.answered();
    }

    private DryRunView answered() {
        Job<?, ?> found = job.isEmpty() ? null : Jenkins.get().getItemByFullName(job, Job.class);
        if (found == null) {
            return with(Messages.DryRunView_noJob(job), Optional.empty());
        }
        if (user.isEmpty() || !exists(user)) {
            return with(Messages.DryRunView_noUser(user), Optional.empty());
        }
        try {
            String where = EnvironmentName.canonical(EnvironmentName.require(environment));
            return with(
                    "",
                    Optional.of(DryRun.of(
                            found, where, user, type, Optional.of(version).filter(text -> !text.isEmpty()))));
        } catch (IllegalArgumentException | IOException e) {
            return with(e.getMessage(), Optional.empty());
        }
    }

    private DryRunView with(String why, Optional<DryRun> answer) {
        return new DryRunView(job, environment, user, type, version, why, answer, wording);
    }

    /** Nobody becomes known to Jenkins by being asked about. */
    private static boolean exists(String id) {
        try {
            return User.getById(id, false) != null
                    || Jenkins.get().getSecurityRealm().loadUserByUsername2(id) != null;
        } catch (UserMayOrMayNotExistException2 e) {
            return true;
        } catch (AuthenticationException e) {
            return false;
        }
    }

    /** What can be chosen as type. */
    public List<ReleaseType> types() {
        return Arrays.asList(ReleaseType.values());
    }

    /** In a sentence, what the gate would do. */
    public String verdict(DryRun answer) {
        if (!answer.refusals().isEmpty()) {
            return Messages.DryRunView_refused();
        }
        if (!answer.problem().isEmpty()) {
            return Messages.DryRunView_closed();
        }
        return answer.isGo() ? Messages.DryRunView_go() : Messages.DryRunView_waits();
    }

    /** What the gate would lack for a Go, but for why the build could not come. */
    public List<String> missing(DryRun answer) {
        return answer.refusals().isEmpty() ? wording.waiting(answer.standing()) : List.of();
    }

    /** Whether the vote of the user would count. */
    public String vote(DryRun answer) {
        String roles = answer.roles().isEmpty() ? Messages.DryRunView_noRole() : Wording.roles(answer.roles());
        return answer.noVote().isEmpty()
                ? Messages.DryRunView_votes(user, roles)
                : Messages.DryRunView_votesNot(user, roles, answer.noVote());
    }

    /** Where the wishes of plan and Jenkinsfile come from. */
    public String basis(DryRun answer) {
        return answer.last().isPresent()
                ? Messages.DryRunView_basis(answer.last().getAsInt())
                : Messages.DryRunView_noBasis(environment);
    }
}
