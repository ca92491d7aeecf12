using System.Collections.ObjectModel;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

public class InterceptorCollection : Collection<InterceptorRegistration>
{
    /// <summary>One instance a call, from the container if it knows the type and no arguments are given, else made and disposed.</summary>
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor
        => Add(typeof(TInterceptor), args);

    public void Add(Type interceptorType, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(interceptorType);
        if (!interceptorType.IsSubclassOf(typeof(Interceptor)))
            throw new ArgumentException($"Type must inherit from {typeof(Interceptor).FullName}.", nameof(interceptorType));
        Add(new InterceptorRegistration(interceptorType, args));
    }
}

public class InterceptorRegistration
{
    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Contains(null))
            throw new ArgumentException("Null interceptor arguments are not supported.", nameof(arguments));
        Type = type;
        Arguments = arguments;
        PerCall = new PerCall<Interceptor>(type, arguments);
    }

    public Type Type { get; }

    public IReadOnlyList<object> Arguments { get; }

    internal PerCall<Interceptor> PerCall { get; }
}
