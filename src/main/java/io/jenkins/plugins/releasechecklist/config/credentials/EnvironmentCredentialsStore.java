package io.jenkins.plugins.releasechecklist.config.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.CredentialsStoreAction;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.core.Authentication;

/**
 * The store of Jenkins or of a folder. Each environment that is protected there is a domain of it, and there are no others. Only
 * people see what is in it, when they manage it: code that works for Jenkins itself or for a build gets nothing.
 */
abstract class EnvironmentCredentialsStore extends CredentialsStore {
    private final CredentialsStoreAction action = new StoreAction(this);

    EnvironmentCredentialsStore(Class<? extends CredentialsProvider> provider) {
        super(provider);
    }

    /** The environments that are protected at this level. */
    abstract List<ProtectedEnvironment> rules();

    /** What is kept at this level. */
    abstract List<EnvironmentCredentials> kept();

    /** Replaces and saves what is kept. */
    abstract void keep(List<EnvironmentCredentials> all) throws IOException;

    /** What somebody has to hold beside the permissions of the Credentials plugin: the permission to change the rules. */
    abstract Permission configure();

    /** The credentials with the id that a build gets when it has the Go for the environment. */
    final Optional<IdCredentials> find(String environment, String id) {
        Map<String, EnvironmentCredentials> kept = byEnvironment();
        return rules().stream()
                .filter(rule -> rule.covers(environment))
                .flatMap(rule -> Optional.ofNullable(kept.get(rule.getName())).stream())
                .flatMap(one -> one.withId(id).stream())
                .findFirst();
    }

    /** Whether somebody protects the environment at this level. */
    final boolean protects(String environment) {
        return rules().stream().anyMatch(rule -> rule.covers(environment));
    }

    private Map<String, EnvironmentCredentials> byEnvironment() {
        return kept().stream()
                .collect(Collectors.toMap(
                        EnvironmentCredentials::getEnvironment, one -> one, (one, other) -> one, LinkedHashMap::new));
    }

    /** Whoever may not change the rules of an environment must not take its keys to where there are none. */
    @Override
    @NonNull
    public final ACL getACL() {
        ACL context = ((AccessControlled) getContext()).getACL();
        return ACL.lambda2((who, permission) -> context.hasPermission2(who, permission)
                && (permission.equals(CredentialsProvider.VIEW) || context.hasPermission2(who, configure()))
                && !(permission.equals(CredentialsProvider.DELETE) && isMove()));
    }

    @Override
    public final boolean hasPermission2(@NonNull Authentication who, @NonNull Permission permission) {
        return getACL().hasPermission2(who, permission);
    }

    /** The form of the Credentials plugin that moves credentials takes them out of here, into a store that is open to all jobs. */
    private static boolean isMove() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request != null
                && request.getPathInfo() != null
                && request.getPathInfo().matches(".*/(doM|m)ove(/.*)?");
    }

    @Override
    @NonNull
    public List<Domain> getDomains() {
        Set<String> ruled = rules().stream().map(ProtectedEnvironment::getName).collect(Collectors.toSet());
        return Stream.concat(
                        rules().stream().map(ProtectedEnvironment::getName),
                        kept().stream()
                                .filter(one -> !one.getCredentials().isEmpty())
                                .map(EnvironmentCredentials::getEnvironment))
                .distinct()
                .map(name -> new Domain(
                        name,
                        ruled.contains(name)
                                ? Messages.EnvironmentCredentialsStore_domain()
                                : Messages.EnvironmentCredentialsStore_unprotected(),
                        List.of()))
                .toList();
    }

    @Override
    @NonNull
    public List<Credentials> getCredentials(@NonNull Domain domain) {
        boolean person = !Jenkins.getAuthentication2().equals(ACL.SYSTEM2);
        return person && hasPermission(CredentialsProvider.VIEW) ? of(domain) : List.of();
    }

    private List<Credentials> of(Domain domain) {
        return Optional.ofNullable(byEnvironment().get(domain.getName()))
                .map(EnvironmentCredentials::getCredentials)
                .orElse(List.of());
    }

    @Override
    public boolean addCredentials(@NonNull Domain domain, @NonNull Credentials credentials) throws IOException {
        checkPermission(CredentialsProvider.CREATE);
        return change(domain, all -> all.contains(credentials) ? all : with(all, all.size(), credentials));
    }

    @Override
    public boolean removeCredentials(@NonNull Domain domain, @NonNull Credentials credentials) throws IOException {
        checkPermission(CredentialsProvider.DELETE);
        return change(
                domain,
                all -> all.stream().filter(one -> !one.equals(credentials)).toList());
    }

    @Override
    public boolean updateCredentials(
            @NonNull Domain domain, @NonNull Credentials current, @NonNull Credentials replacement) throws IOException {
        checkPermission(CredentialsProvider.UPDATE);
        if (!current.equals(replacement)) {
            throw new IllegalArgumentException(Messages.EnvironmentCredentialsStore_otherId());
        }
        return change(domain, all -> all.contains(current) ? with(all, all.indexOf(current), replacement) : all);
    }

    private static List<Credentials> with(List<Credentials> all, int at, Credentials credentials) {
        List<Credentials> changed = new ArrayList<>(all);
        if (at < all.size()) {
            changed.remove(at);
        }
        changed.add(at, credentials);
        return changed;
    }

    private boolean change(Domain domain, UnaryOperator<List<Credentials>> how) throws IOException {
        synchronized (EnvironmentCredentialsStore.class) {
            List<Credentials> before = of(domain);
            List<Credentials> after = how.apply(before);
            // The same list comes back where nothing is to be changed; an equal one may hold another secret.
            if (!getDomains().contains(domain) || after == before || after.size() == before.size() && after.isEmpty()) {
                return false;
            }
            Map<String, EnvironmentCredentials> all = byEnvironment();
            all.put(domain.getName(), new EnvironmentCredentials(domain.getName(), after));
            keep(List.copyOf(all.values()));
            return true;
        }
    }

    /** A binding asks by the id. */
    @Override
    protected boolean _isApplicable(Descriptor<?> descriptor) {
        return !(descriptor instanceof CredentialsDescriptor) || IdCredentials.class.isAssignableFrom(descriptor.clazz);
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentCredentialsStore_displayName();
    }

    @Override
    public CredentialsStoreAction getStoreAction() {
        return action;
    }

    /** The pages of the store. */
    static final class StoreAction extends CredentialsStoreAction {
        private final EnvironmentCredentialsStore store;

        StoreAction(EnvironmentCredentialsStore store) {
            this.store = store;
        }

        @Override
        @NonNull
        public CredentialsStore getStore() {
            return store;
        }

        @Override
        public String getDisplayName() {
            return Messages.EnvironmentCredentialsStore_displayName();
        }

        @Override
        public String getUrlName() {
            return "environments";
        }
    }
}
