using System.Linq.Expressions;
using System.Reflection;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Graph;

/// <summary>Makes fields of a class whose instance is a service of the request, not the parent object.</summary>
internal sealed class FieldsOf<TFields> : AutoRegisteringObjectGraphType<TFields> where TFields : class
{
    // RequestServices: the transport gives every operation a scope.
    private static readonly Expression<Func<IResolveFieldContext, TFields>> FromServices =
        context => context.RequestServices!.GetRequiredService<TFields>();

    protected override LambdaExpression BuildMemberInstanceExpression(MemberInfo memberInfo) => FromServices;
}

/// <summary>The object that the field belongs to.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ParentAttribute : GraphQLAttribute
{
    public override void Modify<TParent>(ArgumentInformation argumentInformation) =>
        argumentInformation.SetDelegate(context => (TParent)context.Source!);
}
