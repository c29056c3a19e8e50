using Engagement.Articles;
using Engagement.Comments;
using Engagement.Counts;
using Engagement.Data;
using Engagement.Readers;
using Engagement.Server.Tests.Hosting;
using Engagement.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace Engagement.Server.Tests.Data;

/// <summary>
/// Makes a small site large: each round copies all rows under other ids, inside the database, and in the end the engine looks
/// at how its tables are filled. What the copies say of each other holds as far as plans depend on it.
/// </summary>
internal static class GrownDatabase
{
    /// <summary>The site is 512 times as large in the end.</summary>
    private const int Rounds = 9;

    /// <summary>Ids of one round are those of a time before, so none is there already.</summary>
    private const int FirstBit = 40;

    private static readonly Dictionary<string, Func<int, string>> Renamed = new()
    {
        ["Articles.Key"] = round => $"\"Key\" || '-{round}'",
        ["Articles.UrlHash"] = round => $"'{round}' || substr(\"UrlHash\", 1, 63)",
        ["Articles.ShareCode"] = _ => "NULL", // as one that was registered before there were any
        ["ArticleAddresses.Hash"] = round => $"'{round}' || substr(\"Hash\", 1, 63)",
        ["Readers.Subject"] = round => $"\"Subject\" || '-{round}'",
        ["FormerShareCodes.Code"] = round => $"'{round}' || substr(\"Code\", 1, 8)",
        ["IdempotencyKeys.Key"] = round => $"\"Key\" || '-{round}'",
    };

    private static readonly Type[] Tables =
    [
        typeof(Reader), typeof(Article), typeof(ArticleTerm), typeof(ArticleAddress), typeof(ArticleTally), typeof(ArticleReaction), typeof(Participant),
        typeof(Comment), typeof(CommentRevision), typeof(Reaction), typeof(CommentReport), typeof(QueueItem), typeof(AuditEntry), typeof(IdempotencyKey), typeof(CommitMarker),
        typeof(ShareTally), typeof(ShareDay), typeof(ShareHour), typeof(ShareMark), typeof(FilteredShares), typeof(FormerShareCode),
    ];

    public static async Task GrowAsync(TestDatabase database)
    {
        await using var db = database.OpenContext();
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            for (var round = 0; round < Rounds; round++)
                foreach (var table in Tables)
                    await CopyAsync(db, db.Model.FindEntityType(table)!, round); // each is mapped
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        await db.Database.ExecuteSqlRawAsync("ANALYZE", TestContext.Current.CancellationToken);
    }

    private static async Task CopyAsync(EngagementDbContext db, IEntityType entity, int round)
    {
        var columns = entity.GetProperties().Select(p => p.GetColumnName()).ToList();
        var values = entity.GetProperties().Select(p => Value(entity, p, round));
        var copy = $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM \"{entity.GetTableName()}\"";
        // What is recent is what the site is about; the copies lie ever further back.
        var then = UtcMilliseconds.Cut(DateTime.UtcNow.AddDays(-(1 << round)));
        await db.Database.ExecuteSqlRawAsync(copy, [then, DateOnly.FromDateTime(then)], TestContext.Current.CancellationToken);
    }

    private static string Value(IEntityType entity, IProperty property, int round)
    {
        var column = property.GetColumnName();
        if (Renamed.TryGetValue($"{entity.GetTableName()}.{column}", out var renamed))
            return renamed(round);
        if (property.ClrType == typeof(long) && (column == "Id" || column.EndsWith("Id", StringComparison.Ordinal)))
            return $"\"{column}\" + {1L << (FirstBit + round)}";
        return column switch
        {
            "CreatedAt" or "ChangedAt" or "CommentCreatedAt" or "Hour" or "CountedAt" => "{0}",
            "Day" => "{1}",
            _ => $"\"{column}\"",
        };
    }
}
