namespace ShimLsp.Server.Hosting.Shared;

/// <summary>
/// What runs in Redis for budgets. KEYS are pairs: an account, then its reservations. An account is a hash: <c>d</c> and the day's number
/// since 1970, <c>m</c> and the month, <c>r</c> for what is reserved. A reservation is <c>id:amount</c>, sorted by when it ends by itself.
/// </summary>
internal static class SpendingScripts
{
    /// <summary>What accounts have spent and reserved. It gives the day's number, then three sums an account.</summary>
    public const string Read =
        Common
        + """
            local day,month=names(t[1])
            local sums={day}
            for i=1,#KEYS,2 do
              purge(i)
              local s=redis.call('HMGET',KEYS[i],'d'..day,'m'..month,'r')
              for j=1,3 do sums[#sums+1]=s[j] or '0' end
            end
            return sums
            """;

    /// <summary>
    /// Reserves in all accounts or in none. ARGV: id:amount, amount, the longest time of a call in ms, the life of an account in ms; then
    /// for each limit the number of its account, d or m, and its amount.
    /// </summary>
    public const string Reserve =
        Common
        + """
            local day,month=names(t[1])
            for i=1,#KEYS,2 do purge(i) end
            for i=5,#ARGV,3 do
              local k=KEYS[2*tonumber(ARGV[i])+1]
              local s=redis.call('HMGET',k,ARGV[i+1]=='d' and 'd'..day or 'm'..month,'r')
              if tonumber(s[1] or '0')+tonumber(s[2] or '0')>=tonumber(ARGV[i+2]) then return 0 end
            end
            for i=1,#KEYS,2 do
              redis.call('HINCRBY',KEYS[i],'r',ARGV[2])
              redis.call('ZADD',KEYS[i+1],string.format('%.0f',now+tonumber(ARGV[3])),ARGV[1])
              redis.call('PEXPIRE',KEYS[i],ARGV[4])
              redis.call('PEXPIRE',KEYS[i+1],ARGV[4])
            end
            return 1
            """;

    /// <summary>
    /// Gives back and counts. ARGV: id:amount, amount, cost, how long ago in ms, 1 if it was told before and perhaps taken, the life of an
    /// account in ms.
    /// </summary>
    public const string Settle =
        Common
        + """
            local day,month=names(t[1]-tonumber(ARGV[4])/1000)
            for i=1,#KEYS,2 do
              purge(i)
              local had=redis.call('ZREM',KEYS[i+1],ARGV[1])
              if had==1 then redis.call('HINCRBY',KEYS[i],'r','-'..ARGV[2]) end
              if ARGV[3]~='0' and (had==1 or ARGV[5]=='0') then
                redis.call('HINCRBY',KEYS[i],'d'..day,ARGV[3])
                redis.call('HINCRBY',KEYS[i],'m'..month,ARGV[3])
                redis.call('HDEL',KEYS[i],'d'..(day-35))
              end
              redis.call('PEXPIRE',KEYS[i],ARGV[6])
            end
            return 1
            """;

    /// <summary>
    /// Puts back what a gateway had read before the data was lost. Of two sums the larger stays, so that several may tell it. ARGV: the
    /// life of an account in ms; then for each account the day's number, its sum, and the month's sum.
    /// </summary>
    public const string Raise =
        Common
        + """
            local function raise(key,field,told)
              if tonumber(redis.call('HGET',key,field) or '0')<tonumber(told) then redis.call('HSET',key,field,told) end
            end
            for i=1,#KEYS,2 do
              local at=2+3*(i-1)/2
              local day,month=names(tonumber(ARGV[at])*86400)
              raise(KEYS[i],'d'..day,ARGV[at+1])
              raise(KEYS[i],'m'..month,ARGV[at+2])
              redis.call('PEXPIRE',KEYS[i],ARGV[1])
            end
            return 1
            """;

    // A reservation whose gateway has died ends by itself. Of an account Redis may evict one key and keep the other: what is
    // reserved is then what the reservations say. The day's number becomes a month by the civil calendar.
    private const string Common = """
        local t=redis.call('TIME')
        local now=t[1]*1000+math.floor(t[2]/1000)
        local function names(seconds)
          local f=math.floor
          local day=f(seconds/86400)
          local z=day+719468
          local era=f(z/146097)
          local doe=z-era*146097
          local yoe=f((doe-f(doe/1460)+f(doe/36524)-f(doe/146096))/365)
          local mp=f((5*(doe-(365*yoe+f(yoe/4)-f(yoe/100)))+2)/153)
          local m=mp<10 and mp+3 or mp-9
          return day,(yoe+era*400+(m<=2 and 1 or 0))*100+m
        end
        local function purge(i)
          if redis.call('EXISTS',KEYS[i+1])==0 then
            redis.call('HDEL',KEYS[i],'r')
          elseif redis.call('HEXISTS',KEYS[i],'r')==0 then
            local sum=0
            for _,one in ipairs(redis.call('ZRANGE',KEYS[i+1],0,-1)) do sum=sum+tonumber(string.match(one,':(%d+)$')) end
            redis.call('HSET',KEYS[i],'r',string.format('%.0f',sum))
          end
          local dead=redis.call('ZRANGEBYSCORE',KEYS[i+1],'-inf',string.format('%.0f',now),'LIMIT',0,100)
          for _,one in ipairs(dead) do
            redis.call('ZREM',KEYS[i+1],one)
            redis.call('HINCRBY',KEYS[i],'r','-'..string.match(one,':(%d+)$'))
          end
        end

        """;
}
