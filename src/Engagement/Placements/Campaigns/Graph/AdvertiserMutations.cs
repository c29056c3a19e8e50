using Engagement.Graph;

namespace Engagement.Placements.Campaigns;

/// <summary>An advertiser to be put in or renamed.</summary>
/// <param name="Key">The publisher's own, as tokens of its managers name it: 1–100 characters, compared exactly.</param>
/// <param name="Name">Shown beside each placement: 1–120 characters.</param>
internal sealed record SetAdvertiserInput(string Key, string Name);

/// <summary>What became of it.</summary>
/// <param name="Advertiser">As it is now; null if refused.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record SetAdvertiserPayload(AdvertiserView? Advertiser, IEnumerable<IUserError> Errors);

internal sealed class AdvertiserMutations(SetAdvertiser advertisers)
{
    /// <summary>Puts in an advertiser by key, or renames it: what is live says the new name at once, and its campaigns have a step of it. Errors: InvalidInput.</summary>
    public async Task<SetAdvertiserPayload> SetAdvertiser(SetAdvertiserInput input, CancellationToken cancel)
    {
        var (advertiser, errors) = await advertisers.SetAsync(input, cancel);
        return new(advertiser is null ? null : AdvertiserView.From(advertiser), errors);
    }
}
