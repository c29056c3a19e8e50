using Engagement.Data;

namespace Engagement.Comments.Bodies;

/// <summary>
/// What the text of a comment must fulfil. It is Markdown and is stored byte for byte as typed, outer white space
/// included; <see cref="CommentHtml"/> shows it.
/// </summary>
internal static class CommentBody
{
    /// <summary>At most so many bytes of UTF-8, outer white space included.</summary>
    public const int MaxBytes = 20_000;

    /// <summary>Checks a body. Linear in the text.</summary>
    /// <param name="body">As it arrived.</param>
    /// <param name="maxCharacters">User-perceived characters, counted without outer white space; at least 1 is asked.</param>
    /// <returns>Null if the body may be stored.</returns>
    public static TextRefusal? Check(string? body, int maxCharacters) => TextRules.Check(body, 1, maxCharacters, MaxBytes);
}
