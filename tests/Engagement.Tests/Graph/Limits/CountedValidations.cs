using GraphQL.Validation;

namespace Engagement.Tests.Graph.Limits;

/// <summary>Counts the documents that are validated; those that are known are not.</summary>
internal sealed class CountedValidations : ValidationRuleBase
{
    public int Count { get; private set; }

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        Count++;
        return default;
    }
}
