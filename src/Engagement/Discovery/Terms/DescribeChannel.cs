using Engagement.Articles;
using Engagement.Data;
using Engagement.Graph;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>What became of a description: exactly one of the two is set.</summary>
/// <param name="Channel">As the transaction left it.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record ChannelOutcome(Term? Channel, IUserError? Error);

/// <summary>
/// Sets the line under a channel's name, or takes it away; also of a channel without articles. The same again writes nothing.
/// Errors: <see cref="InvalidInput"/>.
/// </summary>
internal sealed class DescribeChannel(WriteTransactions transactions, TermChanges changes)
{
    private const int MaxBytes = Term.MaxDescriptionLength * TextRules.UnitsPerCharacter;

    public async Task<ChannelOutcome> RunAsync(DescribeChannelInput input, CancellationToken cancel)
    {
        if (input.Name is ['/', ..])
            return new(null, new InvalidInput("`name` is without the leading slash.", ["name"], InputProblem.Malformed));
        if (TextRules.CheckKey(input.Name, ArticleConfiguration.MaxTermLength).At("name") is { } badName)
            return new(null, badName);
        var description = input.Description?.Trim();
        if (description is not null && TextRules.Check(description, 1, Term.MaxDescriptionLength, MaxBytes).At("description") is { } badText)
            return new(null, badText);
        if (description?.EnumerateRunes().Any(TextRules.BreaksLine) == true)
            return new(null, new InvalidInput("`description` is one line.", ["description"], InputProblem.Malformed));
        var channel = await transactions.RunAsync((write, cancelWrite) => SetAsync(write, input.Name, description, cancelWrite), cancel);
        changes.Add();
        return new(channel, null);
    }

    private static async Task<Term> SetAsync(WriteTransaction write, string name, string? description, CancellationToken cancel)
    {
        await write.LockTermsAsync(cancel);
        var channel = await write.Db.Terms(write.Dialect, [new(Facet.Channel, name)]).SingleOrDefaultAsync(cancel);
        if (channel is null)
        {
            channel = Term.New(Facet.Channel, name, write.Now);
            if (description is not null)
                write.Db.Add(channel);
        }
        channel.Description = description;
        return channel;
    }
}
