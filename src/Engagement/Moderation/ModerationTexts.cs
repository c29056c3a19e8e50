using Engagement.Articles;
using Engagement.Comments;
using Engagement.Data;
using Engagement.Graph;

namespace Engagement.Moderation;

/// <summary>The texts beside decisions and reports. All may be left out; one of white space only counts as left out.</summary>
internal static class ModerationTexts
{
    /// <summary>The error of a note that is not taken (more than 500 characters, or more bytes than the column holds), or null.</summary>
    public static InvalidInput? RefuseNote(string? note) => Refuse(note, AuditEntry.MaxNoteLength, "note");

    /// <summary>The error of a report's details that are not taken (more than 500 characters, or more bytes than the column holds), or null.</summary>
    public static InvalidInput? RefuseDetails(string? details) => Refuse(details, CommentReport.MaxDetailsLength, "details");

    /// <summary>The error of a thread's message that is not taken (more than 300 characters, or more bytes than the column holds), or null.</summary>
    public static InvalidInput? RefuseMessage(string? message) => Refuse(message, ArticleConfiguration.MaxMessageLength, "message");

    /// <summary>What is stored of a text that was taken.</summary>
    public static string? Stored(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>No text has more UTF-16 code units than bytes of UTF-8: what passes fits into the column.</summary>
    private static InvalidInput? Refuse(string? text, int maxCharacters, string field) =>
        TextRules.Check(text, 0, maxCharacters, maxCharacters * TextRules.UnitsPerCharacter).At(field);
}
