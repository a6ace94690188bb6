package io.jenkins.plugins.releasechecklist.config.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.stapler.DataBoundConstructor;

/** The credentials of one protected environment, as they are stored. Immutable. */
public final class EnvironmentCredentials {
    private final String environment;
    private final List<Credentials> credentials;

    /**
     * Makes the credentials of an environment.
     *
     * @param environment the name or pattern of the rule that protects it
     * @param credentials of any kind that has an id; null stands for none
     * @throws IllegalArgumentException if the name is none, or if one of the credentials has no id or that of another one
     */
    @DataBoundConstructor
    public EnvironmentCredentials(String environment, List<Credentials> credentials) {
        this.environment = new ProtectedEnvironment(environment).getName();
        this.credentials = new ArrayList<>();
        for (Credentials one : credentials == null ? List.<Credentials>of() : credentials) {
            if (!(one instanceof IdCredentials) || this.credentials.contains(one)) {
                throw new IllegalArgumentException(Messages.EnvironmentCredentials_noId(this.environment));
            }
            this.credentials.add(one);
        }
    }

    public String getEnvironment() {
        return environment;
    }

    @StaplerNotDispatchable
    public List<Credentials> getCredentials() {
        return credentials.stream().filter(Objects::nonNull).toList();
    }

    /** The credentials with the id. */
    Optional<IdCredentials> withId(String id) {
        return getCredentials().stream()
                .filter(IdCredentials.class::isInstance)
                .map(IdCredentials.class::cast)
                .filter(one -> one.getId().equals(id))
                .findFirst();
    }

    private Object readResolve() {
        return credentials == null ? new EnvironmentCredentials(environment, List.of()) : this;
    }
}
