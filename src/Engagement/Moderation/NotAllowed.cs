using Engagement.Graph;

namespace Engagement.Moderation;

/// <summary>The moderator may not act on this reader.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the id.</param>
internal sealed record NotAllowed(string Message, IReadOnlyList<string>? Path) : UserError(Message, Path);
