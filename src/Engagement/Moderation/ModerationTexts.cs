using System.Diagnostics.CodeAnalysis;
using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Moderation;

/// <summary>The texts beside decisions and reports. All may be left out; one of white space only counts as left out.</summary>
internal static class ModerationTexts
{
    /// <summary>The error of a note that is not taken: more than 500 characters, or more bytes than the column holds.</summary>
    public static bool Refuses(string? note, [NotNullWhen(true)] out InvalidInput? error) =>
        Refuses(note, AuditEntry.MaxNoteLength, "note", out error);

    /// <summary>The error of a report's details that are not taken: more than 500 characters, or more bytes than the column holds.</summary>
    public static bool RefusesDetails(string? details, [NotNullWhen(true)] out InvalidInput? error) =>
        Refuses(details, CommentReport.MaxDetailsLength, "details", out error);

    /// <summary>The error of a thread's message that is not taken: more than 300 characters, or more bytes than the column holds.</summary>
    public static bool RefusesMessage(string? message, [NotNullWhen(true)] out InvalidInput? error) =>
        Refuses(message, ArticleConfiguration.MaxMessageLength, "message", out error);

    /// <summary>What is stored of a text that was taken.</summary>
    public static string? Stored(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>No text has more UTF-16 code units than bytes of UTF-8: what passes fits into the column.</summary>
    private static bool Refuses(string? text, int maxCharacters, string field, [NotNullWhen(true)] out InvalidInput? error) =>
        (error = TextRules.Check(text, 0, maxCharacters, maxCharacters * TextRules.UnitsPerCharacter).At(field)) is not null;
}
