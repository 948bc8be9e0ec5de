namespace ShimLsp.Server.Hosting.Shared;

/// <summary>
/// What runs in Redis. Each script takes effect as a whole, and reads the time there, so that no gateway's clock matters. The keys of one
/// script have one hash tag, so a cluster takes it too. <c>g</c> is the generation, <c>c</c> the choice, <c>ct</c> when it was made,
/// <c>f</c> the last fencing token, <c>hv</c> the version of health.
/// </summary>
internal static class RedisScripts
{
    /// <summary>Whether a script runs and writes at all.</summary>
    public const string Probe = "return redis.call('SET',KEYS[1],'1','PX',2000)";

    /// <summary>
    /// What a decision depends on. KEYS: state, scores, conversations, health. ARGV: field of the scores, of the conversation, the version
    /// of health that is known, the life of the state in ms. An absent field is empty.
    /// </summary>
    public const string Read = """
        local s=redis.call('HMGET',KEYS[1],'g','c','hv','ct')
        local t=redis.call('TIME')
        local scores,conversation,health=false,false,false
        if ARGV[1]~='' then scores=redis.call('HGET',KEYS[2],ARGV[1]) end
        if ARGV[2]~='' then conversation=redis.call('HGET',KEYS[3],ARGV[2]) end
        if (s[3] or '0')~=ARGV[3] then health=redis.call('HGETALL',KEYS[4]) end
        if s[1] and redis.call('PTTL',KEYS[1])<tonumber(ARGV[4])/2 then redis.call('PEXPIRE',KEYS[1],ARGV[4]) end
        return {t[1]*1000+math.floor(t[2]/1000),s[1],s[2],s[3],scores,conversation,health,s[4]}
        """;

    /// <summary>
    /// Begins a generation, which is the time in microseconds, so that none comes twice even if Redis loses what it had. KEYS: state,
    /// scores, conversations, health. ARGV: the generation that is known, the choice or empty, its age in ms or empty, 1 if health is
    /// renewed, the life of the state in ms, the time of the choice if Redis has told it, else empty. The newest choice wins. It gives the
    /// generation, the one before, the time of the choice that holds, and whether that is the one that was told.
    /// </summary>
    public const string Tell = """
        local s=redis.call('HMGET',KEYS[1],'g','ct','c')
        local t=redis.call('TIME')
        local before=tonumber(s[1] or '0')
        local g=math.max(before,tonumber(ARGV[1]),t[1]*1000000+t[2]-1)+1
        local ct=tonumber(s[2] or '0')
        local chosen=0
        redis.call('HSET',KEYS[1],'g',string.format('%.0f',g))
        if ARGV[2]~='' then
          local at=1
          if ARGV[6]~='' then at=tonumber(ARGV[6])
          elseif ARGV[3]~='' then at=math.max(2,t[1]*1000+math.floor(t[2]/1000)-tonumber(ARGV[3])) end
          if at>=ct and (at>1 or not s[3]) then
            ct,chosen=at,1
            redis.call('HSET',KEYS[1],'c',ARGV[2],'ct',string.format('%.0f',at))
          end
        end
        redis.call('DEL',KEYS[2],KEYS[3])
        if ARGV[4]=='1' then
          redis.call('DEL',KEYS[4])
          redis.call('HINCRBY',KEYS[1],'hv',1)
        end
        redis.call('PEXPIRE',KEYS[1],ARGV[5])
        return {g,before,ct,chosen}
        """;

    /// <summary>
    /// The right to score a task. KEYS: state, scores, lease. ARGV: generation, field, life of the lease in ms, life of the state in ms. It
    /// gives the scores; or -1 if the generation has passed, 0 and how long the lease is held, or 1 and the token.
    /// </summary>
    public const string Lease = """
        if (redis.call('HGET',KEYS[1],'g') or '0')~=ARGV[1] then return {-1} end
        local scores=redis.call('HGET',KEYS[2],ARGV[2])
        if scores then return {2,scores} end
        local held=redis.call('PTTL',KEYS[3])
        if held>=0 then return {0,held} end
        local f=redis.call('HINCRBY',KEYS[1],'f',1)
        redis.call('SET',KEYS[3],string.format('%.0f',f),'PX',ARGV[3])
        if redis.call('PTTL',KEYS[1])<0 then redis.call('PEXPIRE',KEYS[1],ARGV[4]) end
        return {1,f}
        """;

    /// <summary>
    /// Stores scores and ends the lease. KEYS: state, scores, lease. ARGV: generation, field, scores, token, the most fields, the life of
    /// the scores in ms.
    /// </summary>
    public const string Store = """
        if redis.call('GET',KEYS[3])~=ARGV[4] then return 0 end
        redis.call('DEL',KEYS[3])
        if (redis.call('HGET',KEYS[1],'g') or '0')~=ARGV[1] then return 0 end
        if redis.call('HLEN',KEYS[2])>=tonumber(ARGV[5]) and redis.call('HEXISTS',KEYS[2],ARGV[2])==0 then
          redis.call('HDEL',KEYS[2],redis.call('HRANDFIELD',KEYS[2]))
        end
        redis.call('HSET',KEYS[2],ARGV[2],ARGV[3])
        redis.call('PEXPIRE',KEYS[2],ARGV[6])
        return 1
        """;

    /// <summary>Ends a lease. KEYS: lease. ARGV: token.</summary>
    public const string Release = "if redis.call('GET',KEYS[1])==ARGV[1] then return redis.call('DEL',KEYS[1]) end return 0";

    /// <summary>
    /// Notes a conversation. KEYS: state, conversations. ARGV: generation, field, memory, the most fields, the life of the conversations
    /// in ms.
    /// </summary>
    public const string Note = """
        if (redis.call('HGET',KEYS[1],'g') or '0')~=ARGV[1] then return 0 end
        if redis.call('HLEN',KEYS[2])>=tonumber(ARGV[4]) and redis.call('HEXISTS',KEYS[2],ARGV[2])==0 then
          redis.call('HDEL',KEYS[2],redis.call('HRANDFIELD',KEYS[2]))
        end
        redis.call('HSET',KEYS[2],ARGV[2],ARGV[3])
        redis.call('PEXPIRE',KEYS[2],ARGV[5])
        return 1
        """;

    /// <summary>
    /// Tells a model's health. KEYS: state, health. ARGV: model, record or empty, the most models, the life of the health in ms, that of
    /// the state. The record gets the time before it.
    /// </summary>
    public const string Health = """
        if ARGV[2]=='' then
          redis.call('HDEL',KEYS[2],ARGV[1])
        elseif redis.call('HLEN',KEYS[2])<tonumber(ARGV[3]) or redis.call('HEXISTS',KEYS[2],ARGV[1])==1 then
          local t=redis.call('TIME')
          redis.call('HSET',KEYS[2],ARGV[1],string.format('%.0f;',t[1]*1000+math.floor(t[2]/1000))..ARGV[2])
          redis.call('PEXPIRE',KEYS[2],ARGV[4])
        end
        local hv=redis.call('HINCRBY',KEYS[1],'hv',1)
        redis.call('PEXPIRE',KEYS[1],ARGV[5])
        return hv
        """;
}
