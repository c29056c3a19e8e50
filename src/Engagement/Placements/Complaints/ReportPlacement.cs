using Engagement.Data;
using Engagement.Graph;
using Engagement.Placements.Campaigns;
using Engagement.Placements.Tokens;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Placements.Complaints;

/// <summary>
/// A reader tells the moderators about a creative, once, since it never changes; again writes nothing. An old token does as well, and
/// the report says so: who reads slowly may still complain. One that this service would have signed, and did not, is none. Errors:
/// <see cref="InvalidInput"/>, <see cref="NotFound"/>, <see cref="Banned"/>, <see cref="TooFast"/>.
/// </summary>
internal sealed class ReportPlacement(Viewer viewer, WritePace pace, PlacementKeys keys, WriteTransactions transactions, TimeProvider time)
{
    private static readonly NotFound NoPlacement = new("No placement that readers can see has this token.", ["token"]);

    /// <returns>Why it was refused, or null.</returns>
    public async Task<IUserError?> ReportAsync(ReportPlacementInput input, CancellationToken cancel)
    {
        if (TextRules.Check(input.Details, 0, PlacementComplaint.MaxDetailsLength, PlacementComplaint.MaxDetailsLength * TextRules.UnitsPerCharacter).At("details") is { } badDetails)
            return badDetails;
        if (PlacementToken.Read(input.Token) is not { } token || token.Marks.HasFlag(TokenMarks.Preview) || token.IsFromFuture(time.GetUtcNow().UtcDateTime))
            return NoPlacement;
        var key = await keys.FindAsync(token.At, cancel);
        var isProven = key is not null && PlacementToken.IsSigned(input.Token, key);
        if (key is not null && !isProven)
            return NoPlacement;
        return await viewer.WriteAsync(readerId => ReportAsync(input, token, isProven, readerId, cancel), cancel);
    }

    private async Task<IUserError?> ReportAsync(ReportPlacementInput input, PlacementToken token, bool isProven, long readerId, CancellationToken cancel)
    {
        if (await pace.TakeReactionAsync(readerId) is { } tooFast)
            return tooFast;
        return await transactions.RunAsync<IUserError?>(async (write, cancelWork) =>
        {
            var reader = await write.LockReaderAsync(readerId, cancelWork);
            if (!await write.Db.Set<Creative>().AnyAsync(c => c.Id == token.CreativeId && c.ApprovedAt != null, cancelWork))
                return NoPlacement;
            if (Banned.Of(reader, write.Now) is { } banned)
                return banned;
            if (!await write.Db.Set<PlacementComplaint>().AnyAsync(c => c.CreativeId == token.CreativeId && c.ReaderId == readerId, cancelWork))
                write.Db.Add(new PlacementComplaint
                {
                    Id = write.NewId(), CreativeId = token.CreativeId, ReaderId = readerId, ArticleId = token.ArticleId, IsProven = isProven, Reason = input.Reason,
                    Details = string.IsNullOrWhiteSpace(input.Details) ? null : input.Details, CreatedAt = write.Now,
                });
            return null;
        }, cancel);
    }
}
