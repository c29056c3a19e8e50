using System.Reflection;
using GraphQL;
using GraphQL.Federation;
using GraphQL.Types;

namespace Engagement.Graph;

/// <summary>
/// Fields that a feature adds to the GraphQL type of an earlier one, or to a root type. Registered by
/// <see cref="GraphRegistration.Extend{T, TFields}"/>; taken by <see cref="ExtendedType{T}"/>.
/// </summary>
/// <typeparam name="T">The class behind the type that is extended.</typeparam>
internal interface IExtend<T>
{
    /// <summary>The fields, resolvers included.</summary>
    IEnumerable<FieldType> Fields { get; }
}

/// <summary>
/// The public methods of <typeparamref name="TFields"/> as fields of the type of <typeparamref name="T"/>. The object that
/// they run on comes from the request's services; the parent comes by <see cref="ParentAttribute"/>.
/// </summary>
internal sealed class Extension<T, TFields> : IExtend<T> where TFields : class
{
    public IEnumerable<FieldType> Fields => new FieldsOf<TFields>().Fields;
}

/// <summary>The GraphQL object type of <typeparamref name="T"/>: its own members, and what features add to it.</summary>
internal sealed class ExtendedType<T> : AutoRegisteringObjectGraphType<T>
{
    /// <summary>
    /// A list of excluded members keeps the engine from copying a type that it made before in the process
    /// (<see cref="GlobalSwitches.EnableReflectionCaching"/>, as tests set it): it would forget which fields resolve references.
    /// </summary>
    public ExtendedType(IEnumerable<IExtend<T>> extensions) : base(Array.Exists(typeof(T).GetMethods(), IsResolver) ? [] : null)
    {
        if (typeof(T).GetCustomAttribute<CacheableAttribute>() is { } mark)
            foreach (var own in Fields)
                mark.Mark(own);
        foreach (var field in extensions.SelectMany(e => e.Fields))
            AddField(field);
    }

    protected override void ConfigureGraph()
    {
        base.ConfigureGraph();
        if (typeof(T).IsAssignableTo(typeof(INode)))
            Interface<AutoRegisteringInterfaceGraphType<INode>>();
        if (typeof(T).IsAssignableTo(typeof(IUserError)))
            Interface<AutoRegisteringInterfaceGraphType<IUserError>>();
    }

    /// <summary>A class's static methods make it or look it up; only those that resolve a federation reference are the schema's.</summary>
    protected override IEnumerable<MemberInfo> GetRegisteredMembers() =>
        base.GetRegisteredMembers().Where(m => m is not MethodInfo { IsStatic: true } || IsResolver(m));

    private static bool IsResolver(MemberInfo member) => member.IsDefined(typeof(FederationResolverAttribute));
}
