package io.jenkins.plugins.releasechecklist.config.form;

import hudson.security.SecurityRealm;
import hudson.security.UserMayOrMayNotExistException2;
import jenkins.model.Jenkins;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Asks the security realm whether it knows a user, so that the form can warn of a mistyped id. */
public final class KnownUsers {
    private KnownUsers() {}

    /** Whether the realm says for certain that there is no such user. */
    public static boolean lacks(String id) {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        if (realm == SecurityRealm.NO_AUTHENTICATION) {
            return false;
        }
        try {
            realm.loadUserByUsername2(id);
            return false;
        } catch (UserMayOrMayNotExistException2 e) {
            return false;
        } catch (UsernameNotFoundException e) {
            return true;
        } catch (AuthenticationException e) {
            // The realm cannot be asked now, which says nothing about the user.
            return false;
        }
    }
}
