using Engagement.Readers;

namespace Engagement.Moderation;

/// <summary>
/// On whom a moderator may act: on readers, but not on those who work for the site, nor on oneself (the row may not know yet
/// that its reader moderates); an admin on all. A reader's row keeps the roles of the last token taken.
/// </summary>
internal static class StaffRule
{
    /// <summary>The error if the caller may not act on <paramref name="other"/>; else null.</summary>
    /// <param name="viewer">The caller.</param>
    /// <param name="actorId">The caller's reader.</param>
    /// <param name="other">The reader, or the author of a comment.</param>
    /// <param name="field">The input field with the id.</param>
    public static NotAllowed? Refuse(Viewer viewer, long actorId, Reader other, string field) =>
        (other.IsStaff || other.Id == actorId) && !viewer.Is(Roles.Admin)
            ? new("A moderator may not act on those who work for the site; an admin may.", [field])
            : null;
}
