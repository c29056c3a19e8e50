using Engagement.Readers;
using Engagement.Server.Tests.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>A ban as it was set; one whose end has passed is none.</summary>
internal sealed record ModelBan(DateTime? Until, string Reason, DateTime CreatedAt);

/// <summary>Somebody who writes, as the model knows them.</summary>
internal sealed class ModelReader(Person person, Roles roles)
{
    private ModelBan? _ban;

    public Person Person => person;

    /// <summary>The public id.</summary>
    public required string Id { get; init; }

    public bool IsAdmin => roles.HasFlag(Roles.Admin);
    public bool IsModerator => IsAdmin || roles.HasFlag(Roles.Moderator);
    public bool IsStaff => IsModerator || roles.HasFlag(Roles.Publisher);

    public ModelBan? BanAt(DateTime now) => _ban is { } ban && (ban.Until is null || ban.Until > now) ? ban : null;

    public void Set(ModelBan? ban) => _ban = ban;

    /// <summary>Whether a moderator's act on <paramref name="other"/> is refused.</summary>
    public bool MayNotActOn(ModelReader other) => (other.IsStaff || other == this) && !IsAdmin;

    public override string ToString() => person.Subject;
}
