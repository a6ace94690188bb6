package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** The configured roles and who holds them, as they are at one moment. Immutable, apart from the roles it was made of. */
public final class Roles {
    private final List<Role> roles;
    private final IdStrategy userIds;
    private final IdStrategy groupNames;

    Roles(List<Role> roles, IdStrategy userIds, IdStrategy groupNames) {
        this.roles = List.copyOf(roles);
        this.userIds = userIds;
        this.groupNames = groupNames;
    }

    /** The roles of the global configuration, with the rules of the security realm for comparing users and groups. */
    public static Roles configured() {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        return new Roles(
                ReleaseChecklistConfiguration.get().getRoles(), realm.getUserIdStrategy(), realm.getGroupIdStrategy());
    }

    /**
     * The roles that somebody holds, by user id or by group.
     *
     * @param who nobody who is anonymous holds a role, nor does Jenkins itself: a decision needs a person
     * @return names of roles, sorted
     */
    public List<String> heldBy(Authentication who) {
        if (ACL.isAnonymous2(who) || ACL.SYSTEM2.equals(who)) {
            return List.of();
        }
        List<String> groups = who.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        return roles.stream()
                .filter(role -> contains(role.getUsers(), who.getName(), userIds)
                        || groups.stream().anyMatch(group -> contains(role.getGroups(), group, groupNames)))
                .map(Role::getName)
                .sorted()
                .toList();
    }

    /**
     * How many different people could give the approval.
     *
     * @param barred those who may not
     * @return their number, or nothing when one of the roles has a group, whose members nobody can count. A role that is not
     *     configured has no holders
     */
    public OptionalInt electorate(Approval approval, Set<UserKey> barred) {
        Set<String> people = new LinkedHashSet<>();
        for (Role role : roles) {
            if (approval.anyOf().contains(role.getName())) {
                if (!role.getGroups().isEmpty()) {
                    return OptionalInt.empty();
                }
                role.getUsers().forEach(user -> people.add(userIds.keyFor(user)));
            }
        }
        barred.forEach(user -> people.remove(user.text()));
        return OptionalInt.of(people.size());
    }

    /** Tells a user apart from others, by the rules of the security realm: two spellings of an id have one key. */
    public UserKey key(String user) {
        return new UserKey(userIds.keyFor(user));
    }

    /** Tells somebody apart from others whose identity was recorded, or of whom an old record says only the id. */
    public UserKey key(String user, Optional<Identity> identity) {
        return identity.map(Identity::key).orElseGet(() -> key(user));
    }

    /** What people call the role: its title, or the name itself. */
    public String title(String name) {
        return roles.stream()
                .filter(role -> role.getName().equals(name) && !role.getTitle().isEmpty())
                .map(Role::getTitle)
                .findFirst()
                .orElse(name);
    }

    /** The names of all roles, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        roles.forEach(role -> names.add(role.getName()));
        return names;
    }

    private static boolean contains(List<String> ids, String wanted, IdStrategy strategy) {
        return ids.stream().anyMatch(id -> strategy.equals(id, wanted));
    }

    /** Tells forms which names they can offer. */
    @Extension
    public static final class Saved implements KnownNames.Source {
        @Override
        public List<String> roles() {
            return List.copyOf(configured().names());
        }

        @Override
        public Templates templates(@CheckForNull Item folder) {
            return ConfiguredTemplates.of(folder instanceof ItemGroup<?> group ? group : Jenkins.get());
        }

        @Override
        public List<String> channels() {
            return ReleaseChecklistConfiguration.get().getChannels().stream()
                    .map(Channel::getName)
                    .toList();
        }
    }
}
