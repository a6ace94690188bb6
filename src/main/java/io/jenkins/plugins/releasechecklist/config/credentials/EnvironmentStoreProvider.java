package io.jenkins.plugins.releasechecklist.config.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.security.core.Authentication;

/**
 * Has a store for each thing of a kind, and no credentials for anybody who looks for some.
 *
 * @param <T> the kind
 */
abstract class EnvironmentStoreProvider<T extends ModelObject> extends CredentialsProvider {
    private final Class<T> kind;
    private final Function<T, EnvironmentCredentialsStore> store;

    EnvironmentStoreProvider(Class<T> kind, Function<T, EnvironmentCredentialsStore> store) {
        this.kind = kind;
        this.store = store;
    }

    @Override
    public final Set<CredentialsScope> getScopes(ModelObject object) {
        return kind.isInstance(object) ? Set.of(CredentialsScope.GLOBAL) : null;
    }

    @Override
    @CheckForNull
    public final CredentialsStore getStore(@CheckForNull ModelObject object) {
        return kind.isInstance(object) ? store.apply(kind.cast(object)) : null;
    }

    @Override
    @NonNull
    public final <C extends Credentials> List<C> getCredentialsInItemGroup(
            @NonNull Class<C> type,
            ItemGroup group,
            Authentication authentication,
            @NonNull List<DomainRequirement> requirements) {
        return List.of();
    }

    @Override
    @NonNull
    public final <C extends Credentials> List<C> getCredentialsInItem(
            @NonNull Class<C> type,
            @NonNull Item item,
            Authentication authentication,
            @NonNull List<DomainRequirement> requirements) {
        return List.of();
    }
}
