using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Discovery.Terms;

/// <summary>The line under a channel's name.</summary>
/// <param name="Name">Without the slash, 1–200 characters, compared exactly.</param>
/// <param name="Description">1–300 characters on one line, none of them a control character; null takes the line away.</param>
internal sealed record DescribeChannelInput(string Name, string? Description = null);

/// <summary>What became of a description.</summary>
/// <param name="Channel">Null if refused, or if the channel has neither articles nor a description.</param>
/// <param name="Errors">Why it was refused; else empty.</param>
internal sealed record DescribeChannelPayload(Channel? Channel, IEnumerable<IUserError> Errors);

internal sealed class TermMutations(DescribeChannel describe, TermPages pages)
{
    /// <summary>
    /// Sets the line under a channel's name, or takes it away. It shows at once on the server that answered, within 10 seconds on
    /// all others. Errors: InvalidInput.
    /// </summary>
    public async Task<DescribeChannelPayload> DescribeChannel(DescribeChannelInput input, CancellationToken cancel)
    {
        var outcome = await describe.RunAsync(input, cancel);
        if (outcome.Channel is not { } channel)
            return new(null, [outcome.Error!]); // no channel: there is an error
        pages.Prime(channel);
        return new(channel.IsShown ? new(channel.Value) : null, []);
    }
}
