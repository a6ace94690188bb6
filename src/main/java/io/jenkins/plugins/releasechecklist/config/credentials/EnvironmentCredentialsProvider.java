package io.jenkins.plugins.releasechecklist.config.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.security.core.Authentication;

/**
 * Keeps the credentials of environments apart from all others. To everybody who looks for credentials, whatever the context, there
 * are none; only while one of them {@linkplain #lend is lent}, the thread that borrows it finds that one, before any other with its id.
 * It has no store: code that takes the first store of Jenkins expects the one of the system.
 */
@Extension(ordinal = Double.MAX_VALUE)
public final class EnvironmentCredentialsProvider extends CredentialsProvider {
    private static final ThreadLocal<Loan> LOAN = new ThreadLocal<>();

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.EnvironmentCredentialsStore_displayName();
    }

    /** Whether a rule of Jenkins or of a folder above the job protects the environment, so that it can have credentials. */
    public static boolean protects(Item job, String environment) {
        return stores(job).anyMatch(store -> store.protects(environment));
    }

    /** Whether the environment has credentials with the id for builds of the job. */
    public static boolean has(Item job, String environment, String id) {
        return find(job, environment, id).isPresent();
    }

    /**
     * The ids of the credentials that are kept for a rule, as far as the calling user may see them.
     *
     * @param level Jenkins or the folder that has the rule
     * @param rule its name
     */
    public static List<String> ids(ItemGroup<?> level, String rule) {
        return StreamSupport.stream(CredentialsProvider.lookupStores(level).spliterator(), false)
                .filter(store -> store instanceof EnvironmentCredentialsStore && store.getContext() == level)
                .flatMap(store -> store.getCredentials(new Domain(rule, null, List.of())).stream())
                .flatMap(one -> one instanceof IdCredentials known ? Stream.of(known.getId()) : Stream.empty())
                .toList();
    }

    private static Optional<IdCredentials> find(Item job, String environment, String id) {
        return stores(job)
                .flatMap(store -> store.find(environment, id).stream())
                .findFirst();
    }

    /** From the inside to the outside. */
    private static Stream<EnvironmentCredentialsStore> stores(Item job) {
        return StreamSupport.stream(CredentialsProvider.lookupStores(job).spliterator(), false)
                .filter(EnvironmentCredentialsStore.class::isInstance)
                .map(EnvironmentCredentialsStore.class::cast);
    }

    /**
     * Lends credentials of an environment to code that looks for them by their id, with the build as context and on this thread.
     * Whether the build may have them is for the caller to know.
     *
     * @param environment the canonical name of the environment
     * @throws AbortException if that code would not find these credentials, or finds others
     */
    public static <T> T lend(Run<?, ?> build, String environment, String id, Borrowing<T> borrowing)
            throws IOException, InterruptedException {
        Loan loan = new Loan(
                build.getParent(),
                find(build.getParent(), environment, id)
                        .orElseThrow(() ->
                                new AbortException(Messages.EnvironmentCredentialsProvider_none(environment, id))));
        LOAN.set(loan);
        try {
            IdCredentials found = CredentialsProvider.findCredentialById(id, IdCredentials.class, build);
            boolean first = CredentialsProvider.enabled(build.getParent()).stream()
                    .limit(1)
                    .anyMatch(EnvironmentCredentialsProvider.class::isInstance);
            if (found == null || !first || !loan.given || !found.getId().equals(loan.credentials.getId())) {
                throw new AbortException(Messages.EnvironmentCredentialsProvider_shadowed(environment, id));
            }
            loan.given = false;
            T borrowed = borrowing.borrow();
            if (!loan.given) {
                throw new AbortException(Messages.EnvironmentCredentialsProvider_shadowed(environment, id));
            }
            return borrowed;
        } finally {
            LOAN.remove();
        }
    }

    @Override
    @NonNull
    public <C extends Credentials> List<C> getCredentialsInItem(
            @NonNull Class<C> type,
            @NonNull Item item,
            Authentication authentication,
            @NonNull List<DomainRequirement> requirements) {
        Loan loan = LOAN.get();
        return loan == null ? List.of() : loan.give(type, item, authentication);
    }

    @Override
    @NonNull
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            @NonNull Class<C> type,
            ItemGroup group,
            Authentication authentication,
            @NonNull List<DomainRequirement> requirements) {
        return List.of();
    }

    /**
     * Looks for the credentials that are lent.
     *
     * @param <T> what is made of them
     */
    @FunctionalInterface
    public interface Borrowing<T> {
        T borrow() throws IOException, InterruptedException;
    }

    private static final class Loan {
        private final Item job;
        private final IdCredentials credentials;
        private boolean given;

        Loan(Item job, IdCredentials credentials) {
            this.job = job;
            this.credentials = credentials;
        }

        /** Whoever a build runs as has to be allowed to use the credentials of its job, here as elsewhere. */
        private <C extends Credentials> List<C> give(Class<C> type, Item item, Authentication who) {
            boolean allowed =
                    ACL.SYSTEM2.equals(who) || item.getACL().hasPermission2(who, CredentialsProvider.USE_ITEM);
            if (!item.equals(job) || !allowed || !type.isInstance(credentials)) {
                return List.of();
            }
            given = true;
            return List.of(type.cast(credentials));
        }
    }
}
